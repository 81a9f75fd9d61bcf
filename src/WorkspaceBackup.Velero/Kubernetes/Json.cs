using System.Text.Json.Nodes;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>Reading of objects that others wrote: what is not of the expected type is absent.</summary>
public static class Json
{
    public static string? Text(JsonNode? root, params IReadOnlyList<string> path) =>
        MergePatch.Find(root, path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The text, unless it is empty.</summary>
    public static string? Filled(JsonNode? root, params IReadOnlyList<string> path) =>
        Text(root, path) is { Length: > 0 } text ? text : null;

    public static long? Number(JsonNode? root, params IReadOnlyList<string> path) =>
        MergePatch.Find(root, path) is JsonValue value && value.TryGetValue(out long number) ? number : null;

    public static bool? Flag(JsonNode? root, params IReadOnlyList<string> path) =>
        MergePatch.Find(root, path) is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    /// <summary>The texts of a list; empty when there is none.</summary>
    public static IEnumerable<string> Texts(JsonNode? root, params IReadOnlyList<string> path) =>
        (MergePatch.Find(root, path) as JsonArray ?? []).Select(item => Text(item)).OfType<string>();

    /// <summary>The texts of a map; empty when there is none. A value that is no text is empty.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Entries(JsonNode? root, params IReadOnlyList<string> path) =>
        (MergePatch.Find(root, path) as JsonObject ?? []).Select(static entry => KeyValuePair.Create(entry.Key, Text(entry.Value) ?? ""));

    /// <summary>Objects of one list by name; one that was made anew while they were listed is there twice, and its later state counts.</summary>
    public static Dictionary<string, T> ByName<T>(IEnumerable<JsonObject> objects, Func<JsonObject, T> read) => objects
        .GroupBy(Name, StringComparer.Ordinal)
        .ToDictionary(static same => same.Key, same => read(same.Last()), StringComparer.Ordinal);

    public static string Name(JsonObject @object) => Text(@object, "metadata", "name") ?? "";
}
