using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// Whether a Kubernetes label selector can become a query (<c>metav1.LabelSelectorAsSelector</c>), and what Go says when
/// it cannot.
/// </summary>
public static class GoSelector
{
    private const string KeyRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for "
        + "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>It selects everything; Velero writes it as <c>&lt;none&gt;</c>, which no API server can read.</summary>
    public static bool IsEmpty(JsonNode? selector) =>
        selector is JsonObject
        && MergePatch.Find(selector, "matchLabels") is not JsonObject { Count: > 0 }
        && MergePatch.Find(selector, "matchExpressions") is not JsonArray { Count: > 0 };

    /// <summary>The first thing wrong with it, in our words and without a full stop; null when it can become a query.</summary>
    public static string? ErrorOf(LabelSelector selector) =>
        ErrorOf(JsonShapes.Selector.Write(selector), VeleroRelease.Distinct[^1])?.Text;

    /// <summary>The first thing wrong with it; null when it can become a query.</summary>
    public static Error? ErrorOf(JsonNode? selector, VeleroRelease release)
    {
        foreach (var (key, value) in MergePatch.Find(selector, "matchLabels") as JsonObject ?? [])
        {
            if ((KeyError(key) ?? ValueError(key, 0, Json.Text(value) ?? "")) is { } error)
            {
                return error;
            }
        }

        return (MergePatch.Find(selector, "matchExpressions") as JsonArray ?? [])
            .Select(requirement => ErrorOfRequirement(requirement, release))
            .FirstOrDefault(error => error is not null);
    }

    private static Error? ErrorOfRequirement(JsonNode? requirement, VeleroRelease release)
    {
        var key = Json.Text(requirement, "key") ?? "";
        var @operator = Json.Text(requirement, "operator") ?? "";
        var values = Json.Texts(requirement, "values").ToList();
        var shown = release.IsFrom(19)
            ? values.Count == 0 ? "null" : $"[{string.Join(',', values.Select(Quoted))}]"
            : values.Count == 0 ? "[]string(nil)" : $"[]string{{{string.Join(", ", values.Select(Quoted))}}}";
        switch (@operator)
        {
            case "In" or "NotIn" when values.Count == 0:
                return KeyError(key) ?? new(
                    $"the operator {@operator} of the key \"{key}\" has no values to compare with",
                    $"values: Invalid value: {shown}: for 'in', 'notin' operators, values set can't be empty");
            case "Exists" or "DoesNotExist" when values.Count > 0:
                return KeyError(key) ?? new(
                    $"the operator {@operator} of the key \"{key}\" takes no values",
                    $"values: Invalid value: {shown}: values set must be empty for exists and does not exist");
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                return KeyError(key)
                    ?? values.Select((value, index) => ValueError(key, index, value))
                        .FirstOrDefault(error => error is not null);
            default:
                return new(
                    $"\"{@operator}\" is no operator; they are In, NotIn, Exists and DoesNotExist",
                    $"{Quoted(@operator)} is not a valid label selector operator");
        }
    }

    private static Error? KeyError(string key) => KubernetesLabels.KeyError(key) is null
        ? null
        : new Error($"\"{key}\" is no label key", $"key: Invalid value: {Quoted(key)}: {KeyRule}");

    private static Error? ValueError(string key, int index, string value) => KubernetesLabels.ValueError(value) is null
        ? null
        : new Error($"\"{value}\" is no label value", $"values[{index}][{key}]: Invalid value: {Quoted(value)}: {ValueRule}");

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <param name="Text">In our words, without a full stop.</param>
    /// <param name="Said">In Go's.</param>
    public sealed record Error(string Text, string Said);
}
