using System.Text.RegularExpressions;
using TerraformPlugin.Framework;

namespace DocsGenerator;

/// <summary>The table of the arguments that not every Velero knows, taken from their descriptions.</summary>
internal static partial class VeleroVersions
{
    public static string Table(IProvider provider)
    {
        var rows = provider.Resources.Values
            .SelectMany(static make => make().Schema.Attributes)
            .Where(static attribute => attribute.Presence != Presence.Computed)
            .Select(static attribute => (attribute.Name, Since: Since().Match(attribute.Description).Groups[1].Value))
            .Where(static row => row.Since.Length > 0)
            .Distinct()
            .GroupBy(static row => Version.Parse(row.Since), static row => row.Name)
            .OrderByDescending(static group => group.Key)
            .Select(static group =>
                $"| {group.Key} | {string.Join(", ", group.Order(StringComparer.Ordinal).Select(static n => $"`{n}`"))} |\n");
        return $"| Velero | arguments |\n|---|---|\n{string.Concat(rows)}";
    }

    /// <summary>In "Velero: `snapshotMoveData` (since 1.12)." and "Needs Velero 1.15.".</summary>
    [GeneratedRegex(@"(?:\(since |Needs Velero )(\d+\.\d+)")]
    private static partial Regex Since();
}
