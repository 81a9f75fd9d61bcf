using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The objects a Backup refers to: its location and its volume snapshot locations.</summary>
internal static class References
{
    private const string Location = "storageLocation";
    private const string SnapshotLocations = "volumeSnapshotLocations";

    /// <summary>The name of the location a Backup goes to; null when none is named and the defaults are not known.</summary>
    public static string? LocationOf(JsonObject spec, ClusterKnowledge cluster) =>
        Json.Text(spec, Location) is { Length: > 0 } named ? named
        : cluster.Locations is { } known
            ? known.FirstOrDefault(location => location.IsDefault)?.Name ?? cluster.DefaultLocation
            : null;

    public static IEnumerable<VerdictReason> JudgeLocation(JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        if (cluster.Locations is not { } known || LocationOf(spec, cluster) is not { } name)
        {
            yield break;
        }

        var location = known.FirstOrDefault(candidate => candidate.Name == name);
        if (location is null)
        {
            yield return Missing(name, string.IsNullOrEmpty(Json.Text(spec, Location)), release);
            yield break;
        }

        if (location.AccessMode == "ReadOnly")
        {
            yield return new VerdictReason(
                VerdictRule.LocationReadOnly, Fate.Never, Mending.Cluster, Location,
                $"The location \"{name}\" is read-only: backups can be restored from it and none can be written.")
            {
                Subject = name,
                Phase = Phases.FailedValidation,
                Said = $"backup can't be created because backup storage location {name} is currently in read-only mode",
            };
        }

        // A location that Velero has not looked at yet is as good as one it cannot use (BSLIsAvailable).
        if (release.IsFrom(16) ? location.Phase != "Available" : location.Phase == "Unavailable")
        {
            yield return new VerdictReason(
                VerdictRule.LocationUnavailable, Fate.Never, Mending.Cluster, Location,
                string.IsNullOrEmpty(location.Phase)
                    ? $"Velero has not validated the location \"{name}\" yet."
                    : $"Velero finds the location \"{name}\" {location.Phase}"
                      + (string.IsNullOrEmpty(location.Message) ? "." : $": {location.Message.TrimEnd('.')}."))
            {
                Subject = name,
                Phase = release.IsFrom(16) ? Phases.FailedValidation : Phases.Failed,
                Said = release.IsFrom(16)
                    ? $"backup can't be created because BackupStorageLocation {name} is in Unavailable status."
                      + (release.IsFrom(17) ? "" : " please create a new backup after the BSL becomes available")
                    : null,
            };
        }
    }

    public static IEnumerable<VerdictReason> JudgeSnapshotLocations(
        JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        if (cluster.SnapshotLocations is not { } known || ForgivesLocations(spec, release))
        {
            return [];
        }

        var reasons = new List<VerdictReason>();
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Json.Texts(spec, SnapshotLocations))
        {
            if (!known.TryGetValue(name, out var provider))
            {
                reasons.Add(Of(
                    VerdictRule.SnapshotLocationMissing, Mending.Reference, name,
                    $"There is no VolumeSnapshotLocation \"{name}\" in the namespace \"{cluster.VeleroNamespace}\".",
                    $"a VolumeSnapshotLocation CRD for the location {name} with the name specified in the backup spec "
                    + "needs to be created before this snapshot can be executed. Error: "
                    + $"VolumeSnapshotLocation.velero.io \"{name}\" not found"));
            }
            else if (!chosen.TryAdd(provider, name) && chosen[provider] != name)
            {
                reasons.Add(Of(
                    VerdictRule.SnapshotLocationsOfOneProvider, Mending.Reference, name,
                    $"\"{chosen[provider]}\" and \"{name}\" are both of the provider \"{provider}\": a backup takes one of "
                    + "each.",
                    $"more than one VolumeSnapshotLocation name specified for provider {provider}: {name}; unexpected name "
                    + $"was {chosen[provider]}"));
            }
        }

        return reasons.Count > 0 ? reasons : Ambiguous(known, chosen, cluster);
    }

    /// <summary>The names the server writes into the Backup: one for each provider.</summary>
    public static IReadOnlyList<string> ChosenSnapshotLocations(
        JsonObject spec, ClusterKnowledge cluster, VeleroRelease release)
    {
        var known = cluster.SnapshotLocations ?? new Dictionary<string, string>();
        if (ForgivesLocations(spec, release))
        {
            return [];
        }

        var named = Json.Texts(spec, SnapshotLocations).Distinct(StringComparer.Ordinal).ToList();
        var providers = named.Where(known.ContainsKey).Select(name => known[name]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. named,
            .. known.GroupBy(item => item.Value, StringComparer.Ordinal)
                .Where(same => !providers.Contains(same.Key))
                .Select(same => same.Count() == 1
                    ? same.Single().Key
                    : cluster.DefaultSnapshotLocations?.GetValueOrDefault(same.Key))
                .OfType<string>(),
        ];
    }

    /// <summary>Up to 1.13 a backup without snapshots is not asked where they would go.</summary>
    private static bool ForgivesLocations(JsonObject spec, VeleroRelease release) =>
        !release.IsFrom(14) && Json.Flag(spec, "snapshotVolumes") == false;

    private static IEnumerable<VerdictReason> Ambiguous(
        IReadOnlyDictionary<string, string> known, Dictionary<string, string> chosen, ClusterKnowledge cluster)
    {
        var defaults = cluster.DefaultSnapshotLocations;
        foreach (var same in known.GroupBy(item => item.Value, StringComparer.Ordinal)
            .Where(same => same.Count() > 1 && !chosen.ContainsKey(same.Key) && defaults?.ContainsKey(same.Key) != true)
            .OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            var reason = Of(
                VerdictRule.SnapshotLocationAmbiguous, Mending.Cluster, same.Key,
                $"There are several VolumeSnapshotLocations of the provider \"{same.Key}\" "
                + $"({string.Join(", ", same.Select(item => item.Key).Order(StringComparer.Ordinal))}), and none of them is "
                + "named.",
                $"provider {same.Key} has more than one possible volume snapshot location, and none were specified "
                + "explicitly or as a default");
            yield return defaults is not null
                ? reason
                : reason with
                {
                    Fate = Fate.Partial,
                    Phase = null,
                    Text = reason.Text + " Unless the server has a default of its own, every backup fails validation.",
                };
        }
    }

    private static VerdictReason Missing(string name, bool isDefault, VeleroRelease release)
    {
        var tail = "Please address this issue (see `velero backup-location -h` for options) and create a new backup. "
            + $"Error: BackupStorageLocation.velero.io \"{name}\" not found";
        return new VerdictReason(
            VerdictRule.LocationMissing, Fate.Never, Mending.Reference, Location,
            isDefault
                ? $"No location is named, none is the default, and there is none called \"{name}\"."
                : $"There is no BackupStorageLocation \"{name}\".")
        {
            Subject = name,
            Phase = Phases.FailedValidation,
            Said = (release.IsFrom(15), isDefault) switch
            {
                (true, true) =>
                    "an existing backup storage location was not specified at backup creation time and the server default "
                    + $"{name} does not exist. {tail}",
                (true, false) =>
                    "an existing backup storage location was not specified at backup creation time and the default "
                    + $"{name} was not found. {tail}",
                (false, true) =>
                    "an existing backup storage location wasn't specified at backup creation time and the server default "
                    + $"'{name}' doesn't exist. {tail}",
                (false, false) =>
                    "an existing backup storage location wasn't specified at backup creation time and the default "
                    + $"'{name}' wasn't found. {tail}",
            },
        };
    }

    private static VerdictReason Of(VerdictRule rule, Mending mending, string subject, string text, string said) =>
        new(rule, Fate.Never, mending, SnapshotLocations, text)
        {
            Subject = subject,
            Phase = Phases.FailedValidation,
            Said = said,
        };
}
