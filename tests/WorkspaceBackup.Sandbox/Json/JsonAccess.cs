using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VeleroSandbox.Json;

/// <summary>Reading and writing below an object by path.</summary>
public static class JsonAccess
{
    /// <summary>The node at the path, or null where any step is missing or no object.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = (node as JsonObject)?[key];
        }

        return node;
    }

    /// <summary>The string at the path, or null.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether the path holds <c>true</c>.</summary>
    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The time at the path, or null.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(
            node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <summary>The strings of the list at the path; empty when there is none.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array
            ? [.. array.Select(item => item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : "")]
            : [];

    /// <summary>The object at the path, made (with every object on the way) where it is missing.</summary>
    public static JsonObject Make(this JsonObject node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (node[key] is not JsonObject child)
            {
                node[key] = child = [];
            }

            node = child;
        }

        return node;
    }

    /// <summary>A time as Kubernetes writes it: RFC 3339, UTC, whole seconds.</summary>
    public static string ToKubernetesTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
