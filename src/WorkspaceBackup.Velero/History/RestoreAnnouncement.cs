using System.Globalization;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// What a restore will do: one finding for all clusters.
/// </summary>
internal static class RestoreAnnouncement
{
    /// <param name="skipped">The clusters that are left out.</param>
    /// <param name="held">By cluster, the objects by namespace in its backup, as far as that could be read.</param>
    public static Finding Of(
        RestoreSelection selection,
        RestoreRequest request,
        RestoreResolution resolution,
        IEnumerable<string> skipped,
        ClusterClocks clocks,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>? held = null)
    {
        var spec = request.Spec;
        var overwrites = spec.ExistingResourcePolicy == "update";
        var restored = resolution.Choices.Where(choice => !skipped.Contains(choice.Key)).ToList();
        var lines = restored.Select(choice => $"- {Line(selection, spec, choice.Key, choice.Value, clocks)}"
            + (held?.GetValueOrDefault(choice.Key) is { } objects ? $". It holds {HeldObjects.Text(objects, choice.Value.Namespaces, spec.ExcludedNamespaces)}" : "")
            + "\n");
        var leftOut = resolution.LeftOut.Select(left => $"- cluster \"{left.Key}\" is left out: {left.Value}\n");
        return Finding.Warning(
            FindingKind.RestorePlanned,
            "",
            $"It restores {restored.Count} {(restored.Count == 1 ? "cluster" : "clusters")}:\n\n"
            + string.Concat([.. lines, .. leftOut])
            + PassedOver(resolution)
            + PendingVolumes(selection, restored)
            + (overwrites
                ? "\nObjects that exist and differ are overwritten: what was changed in them since then is lost."
                : "\nObjects that exist are left as they are.")
            + " The data of volumes that exist is not touched.") with
        {
            About = About(request.Name, restored),
            Facts = (overwrites ? FindingFacts.Overwrites : FindingFacts.None)
                | (resolution.PassedOver.Count > 0 ? FindingFacts.RunsPassedOver : FindingFacts.None),
        };
    }

    /// <summary>Enough to tell two restores of one configuration apart, also where only titles are shown.</summary>
    private static string About(string name, IReadOnlyList<KeyValuePair<string, RestoreChoice>> restored)
    {
        var from = restored[0].Value.Run?.ToString()
            ?? (restored.Count == 1 ? $"backup {restored[0].Value.Backup.Name}" : "named backups");
        var namespaces = restored.Any(static choice => choice.Value.Namespaces is null) ? "all namespaces"
            : Some([.. restored.SelectMany(static choice => choice.Value.Namespaces!).Distinct()]);
        return $"{name} of {namespaces} from {from} on {Some([.. restored.Select(static choice => choice.Key)])}";

        static string Some(IReadOnlyList<string> names)
        {
            const int Named = 3;
            return string.Join(", ", names.Take(Named)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
        }
    }

    private static string PendingVolumes(
        RestoreSelection selection, IReadOnlyList<KeyValuePair<string, RestoreChoice>> restored) =>
        selection.NamespaceMapping.Keys.Any(RestoreNamespaces.CanBeMapped) && restored.Any(choice =>
            choice.Value.Backup.VolumeSnapshotsCompleted + choice.Value.Backup.CsiVolumeSnapshotsCompleted == 0)
            ? "\nSome of these backups have no volume snapshot: in the other namespace, a claim whose volume was not "
              + "backed up as files either stays Pending.\n"
            : "";

    private static string PassedOver(RestoreResolution resolution)
    {
        const int Named = 3;
        var passed = resolution.PassedOver;
        return passed.Count == 0 ? ""
            : $"\nNewer runs are passed over, because not every cluster has a usable backup in them:\n\n"
              + string.Concat(passed.Take(Named).Select(run =>
                  $"- {run.Run}: none on {NameList.Quoted(run.Without)}\n"))
              + (passed.Count > Named ? $"- and {passed.Count - Named} more\n" : "");
    }

    private static string Line(
        RestoreSelection selection, RestoreSpec spec, string cluster, RestoreChoice choice, ClusterClocks clocks)
    {
        // What Velero recorded, where it did: a name is in the server's own time zone, and a start may wait for its turn.
        var made = choice.Backup.StartedAt ?? choice.Backup.MadeAt;
        var source = selection.SourceClusters.GetValueOrDefault(cluster) ?? choice.Of;
        var excluded = spec.ExcludedNamespaces ?? StringSet.Empty;
        var mapping = selection.NamespaceMapping.Where(item => RestoreNamespaces.CanBeMapped(item.Key)).ToDictionary(StringComparer.Ordinal);
        List<string> named = choice.Namespaces is { } names
            ? [.. names, .. mapping.Keys.Where(name => !names.Contains(name) && Glob.IsAnyMatch(names, name))]
            : [];
        var namespaces = named.Count > 0 ? $"namespace{(named.Count == 1 ? "" : "s")} {string.Join(", ", named.Select(Named))}"
            : "all namespaces in it" + (mapping.Count == 0 ? "" : $", {string.Join(", ", mapping.Keys.Select(Named))}");
        return $"cluster \"{cluster}\": {namespaces}"
            + (excluded.Count == 0 ? "" : $", without {string.Join(", ", excluded)}")
            + $", from backup {choice.Backup.Name}{(source is null ? "" : $" of cluster \"{source}\"")}, made "
            + $"{made.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}, "
            + (made > clocks.Now + ClusterClocks.Tolerance
                ? $"which is in the future: {clocks.Both(cluster)}"
                : $"{Age(clocks.Now - made)} ago");

        string Named(string name) => mapping.TryGetValue(name, out var target) ? $"{name} (into {target})" : name;
    }

    private static string Age(TimeSpan age) =>
        age.TotalDays >= 2 ? $"{(long)age.TotalDays} days"
        : age.TotalHours >= 2 ? $"{(long)age.TotalHours} hours"
        : age.TotalMinutes >= 2 ? $"{(long)age.TotalMinutes} minutes"
        : age.TotalMinutes >= 1 ? "1 minute"
        : "less than a minute";
}
