using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>The label selectors of a Backup or a Restore, applied to objects.</summary>
internal static class Selectors
{
    public static bool Any(JsonNode? spec) => spec.At("labelSelector") is not null || Many(spec).Count > 0;

    /// <summary>Whether one of them cannot become a query, and an empty one cannot: then no list succeeds.</summary>
    public static bool CannotList(JsonNode? spec, VeleroRelease release) =>
        InUse(spec).Any(selector => GoSelector.IsEmpty(selector) || GoSelector.ErrorOf(selector, release) is not null);

    /// <summary>How many of them cannot even be read.</summary>
    public static int Unreadable(JsonNode? spec, VeleroRelease release) =>
        InUse(spec).Count(selector => GoSelector.ErrorOf(selector, release) is not null);

    public static bool Match(JsonNode? spec, IReadOnlyDictionary<string, string> labels)
    {
        var selectors = InUse(spec).ToList();
        return selectors.Count == 0 || selectors.Any(selector => Matches(selector, labels));
    }

    public static bool MatchReadable(JsonNode? spec, IReadOnlyDictionary<string, string> labels, VeleroRelease release) =>
        InUse(spec).Any(selector => GoSelector.ErrorOf(selector, release) is null && Matches(selector, labels));

    private static List<JsonNode?> Many(JsonNode? spec) => [.. spec.At("orLabelSelectors") as JsonArray ?? []];

    private static IEnumerable<JsonNode?> InUse(JsonNode? spec) =>
        Many(spec) is { Count: > 0 } many ? many : spec.At("labelSelector") is { } one ? [one] : [];

    private static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        (selector.At("matchLabels") as JsonObject ?? []).All(label =>
            labels.GetValueOrDefault(label.Key) == (label.Value?.ToString() ?? ""))
        && (selector.At("matchExpressions") as JsonArray ?? []).All(requirement =>
        {
            var has = labels.TryGetValue(requirement.Text("key") ?? "", out var value);
            var isIn = has && requirement.Texts("values").Contains(value);
            return requirement.Text("operator") switch
            {
                "In" => isIn,
                "NotIn" => !isIn,
                "Exists" => has,
                "DoesNotExist" => !has,
                _ => false,
            };
        });
}
