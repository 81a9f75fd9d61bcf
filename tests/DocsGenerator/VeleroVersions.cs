using System.Text.RegularExpressions;
using TerraformPlugin.Framework;

namespace DocsGenerator;

/// <summary>The table of the arguments that not every Velero knows, taken from their descriptions.</summary>
internal static partial class VeleroVersions
{
    // The oldest Velero that is supported.
    private static readonly Version s_floor = new(1, 12);

    public static string Table(IProvider provider)
    {
        var since = provider.Resources
            .SelectMany(static resource => resource.Value().Schema.Attributes
                .Where(static attribute => attribute.Presence != Presence.Computed)
                .Select(attribute => (attribute.Name, Since: Since().Match(attribute.Description).Groups[1].Value, Resource: resource.Key)))
            .Where(static row => row.Since.Length > 0)
            .Select(static row => row with { Since = Version.Parse(row.Since) <= s_floor ? "" : row.Since })
            .ToList();
        var rows = since
            .Where(static row => row.Since.Length > 0)
            // One name may have come to several resources at different times.
            .Select(row => (row.Since, Name: since.Exists(other => other.Name == row.Name && other.Since != row.Since)
                ? $"`{row.Name}` of `{row.Resource}`" : $"`{row.Name}`"))
            .Distinct()
            .GroupBy(static row => Version.Parse(row.Since), static row => row.Name)
            .OrderByDescending(static group => group.Key)
            .Select(static group =>
                $"| {group.Key} | {string.Join(", ", group.Order(StringComparer.Ordinal))} |\n");
        return $"| Velero | arguments |\n|---|---|\n{string.Concat(rows)}";
    }

    /// <summary>In "Velero: `snapshotMoveData` (since 1.12)." and "Needs Velero 1.15.".</summary>
    [GeneratedRegex(@"(?:\(since |Needs Velero )(\d+\.\d+)")]
    private static partial Regex Since();
}
