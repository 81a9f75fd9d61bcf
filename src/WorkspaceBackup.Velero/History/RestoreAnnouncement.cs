using System.Globalization;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// What a plan says that a restore will do: one warning for all clusters, because Terraform shows only the first of
/// several of one title.
/// </summary>
internal static class RestoreAnnouncement
{
    /// <param name="skipped">The clusters that are left out.</param>
    public static Finding Of(
        RestoreDeclaration declaration, RestoreResolution resolution, IEnumerable<string> skipped, DateTimeOffset now)
    {
        var restored = resolution.Choices.Where(choice => !skipped.Contains(choice.Key)).ToList();
        var lines = restored.Select(choice => $"- {Line(declaration, choice.Key, choice.Value, now)}\n");
        var leftOut = resolution.LeftOut.Select(left => $"- cluster \"{left.Key}\" is left out: {left.Value}\n");
        return Finding.Warning(
            FindingKind.RestorePlanned,
            "",
            $"The apply restores {restored.Count} {(restored.Count == 1 ? "cluster" : "clusters")}:\n\n"
            + string.Concat([.. lines, .. leftOut])
            + (declaration.Spec.ExistingResourcePolicy == "update"
                ? "\nObjects that exist and differ are overwritten (existing_resource_policy = \"update\"): what was "
                    + "changed "
                  + "in them since then is lost."
                : "\nObjects that exist are left as they are (existing_resource_policy = \"update\" overwrites them).")
            + " The data of volumes that exist is not touched. Destroying the resource undoes nothing.");
    }

    private static string Line(RestoreDeclaration declaration, string cluster, RestoreChoice choice, DateTimeOffset now)
    {
        var copied = declaration.SourceClusters.TryGetValue(cluster, out var source);
        var excluded = declaration.Spec.ExcludedNamespaces ?? StringSet.Empty;
        var mapping = declaration.Spec.NamespaceMapping ?? StringMap.Empty;
        var namespaces = choice.Namespaces is { } names
            ? (names.Count == 1 ? "namespace " : "namespaces ") + string.Join(", ", names.Select(Named))
            : "all namespaces in it" + (mapping.Count == 0 ? "" : $", {string.Join(", ", mapping.Keys.Select(Named))}");
        return $"cluster \"{cluster}\": {namespaces}"
            + (excluded.Count == 0 ? "" : $", without {string.Join(", ", excluded)}")
            + $", from backup {choice.Backup.Name}{(copied ? $" of cluster \"{source}\"" : "")}, made "
            + $"{choice.Backup.MadeAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}, "
            + $"{Age(now - choice.Backup.MadeAt)} ago";

        string Named(string name) => mapping.TryGetValue(name, out var target) ? $"{name} (into {target})" : name;
    }

    private static string Age(TimeSpan age) =>
        age.TotalDays >= 2 ? $"{(long)age.TotalDays} days"
        : age.TotalHours >= 2 ? $"{(long)age.TotalHours} hours"
        : $"{Math.Max(0, (long)age.TotalMinutes)} minutes";
}
