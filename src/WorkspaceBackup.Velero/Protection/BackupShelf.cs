using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>
/// The backups of one cluster that count. Of thousands that hold the same, only the newest good one is kept.
/// </summary>
/// <param name="clusterUid">Velero syncs in other clusters' backups, with all their labels.</param>
/// <param name="cluster">The cluster's key.</param>
/// <param name="unusable">Why backups in a location do not count, by the location's name; null for one that is fine.</param>
internal sealed class BackupShelf(string cluster, string clusterUid, Func<string?, string?> unusable, DateTimeOffset now)
{
    // What decides what a backup holds.
    private static readonly string[] s_content =
    [
        "includedNamespaces", "excludedNamespaces", "includedResources", "excludedResources", "includeClusterResources",
        "includedClusterScopedResources", "excludedClusterScopedResources", "includedNamespaceScopedResources",
        "excludedNamespaceScopedResources", "labelSelector", "orLabelSelectors", "resourcePolicy", "snapshotVolumes",
        "snapshotMoveData", "datamover", "storageLocation", "defaultVolumesToFsBackup",
    ];

    private readonly List<Finding> _badDurations = [];
    private readonly Dictionary<string, ShelvedBackup> _good = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (BackupRecord Backup, string Why)> _notGood = new(StringComparer.Ordinal);

    /// <summary>The newest good one of each content, newest first.</summary>
    public IReadOnlyList<ShelvedBackup> Good =>
    [
        .. _good.Values.OrderByDescending(static backup => backup.At)
            .ThenBy(static backup => backup.Name, StringComparer.Ordinal),
    ];

    /// <summary>Why the newest of a schedule's backups does not count; null when it does, or there is none.</summary>
    public string? Bad(string schedule) => !_notGood.TryGetValue(schedule, out var bad)
        || Good.Any(good => good.Schedule == schedule && good.At >= At(bad.Backup)) ? null
        : $"its newest backup {bad.Backup.Name} does not count: {bad.Why}";

    /// <summary>What stops Velero for all Backups, other clusters' too.</summary>
    public IReadOnlyList<Finding> BadDurations => _badDurations;

    public void Add(JsonObject json)
    {
        var backup = BackupReader.Read(json, cluster);
        _badDurations.AddRange(backup.Findings.Where(static finding => finding.Kind == FindingKind.BadDuration));
        if ((backup.SourceClusterUid is { } uid && uid != clusterUid)
            || (backup.SourceClusterUid is null && backup.SourceCluster is { } named && named != cluster))
        {
            return;
        }

        var schedule = backup.ScheduleName ?? "";
        if (NotGood(backup) is { } why)
        {
            if (backup.Phase.IsOver()
                && (!_notGood.TryGetValue(schedule, out var other) || At(other.Backup) < At(backup)))
            {
                _notGood[schedule] = (backup, why);
            }

            return;
        }

        var content = new JsonObject(s_content
            .Select(field => KeyValuePair.Create(field, json["spec"]?[field]?.DeepClone()))
            .Where(static field => field.Value is not null));
        var key = $"{schedule}\n{content.ToJsonString()}";
        if (!_good.TryGetValue(key, out var kept) || kept.At < At(backup))
        {
            _good[key] = new ShelvedBackup(backup.Name, schedule, At(backup), content)
            {
                Duration = backup.CompletedAt - backup.StartedAt,
                IsSynced = backup.IsFromBucket,
                CsiSnapshots = backup.CsiVolumeSnapshotsAttempted,
                Snapshots = backup.VolumeSnapshotsAttempted + backup.CsiVolumeSnapshotsAttempted,
                CompletedSnapshots = backup.VolumeSnapshotsCompleted + backup.CsiVolumeSnapshotsCompleted,
            };
        }
    }

    private static DateTimeOffset At(BackupRecord backup) => backup.StartedAt ?? backup.MadeAt;

    private string? NotGood(BackupRecord backup) =>
        backup.Phase != BackupPhase.Completed ? $"its phase is {backup.PhaseText}"
        : backup.ExpiresAt <= now ? "it is past its expiry"
        : unusable(backup.StorageLocation) is { } location ? location
        : backup.SourceClusterUid is null && backup.IsFromBucket
            ? "Velero found it in the bucket, and nothing tells which cluster it was made on"
            : null;
}

/// <summary>A good backup.</summary>
/// <param name="Schedule">The Schedule that made it; empty: made on demand.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Content">What of its spec decides what it holds.</param>
internal sealed record ShelvedBackup(string Name, string Schedule, DateTimeOffset At, JsonObject Content)
{
    public TimeSpan? Duration { get; init; }

    /// <summary>The object came from the bucket: what Velero left beside the first one is gone.</summary>
    public bool IsSynced { get; init; }

    /// <summary>How many snapshots were attempted.</summary>
    public long Snapshots { get; init; }

    public long CompletedSnapshots { get; init; }

    /// <summary>Of <see cref="Snapshots"/> those by CSI drivers.</summary>
    public long CsiSnapshots { get; init; }
}
