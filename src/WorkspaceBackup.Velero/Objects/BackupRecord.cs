using System.Globalization;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>A Backup object as it stands on one cluster. Numbers that Velero leaves out are zero.</summary>
public sealed record BackupRecord
{
    /// <summary>By so much the clocks of the server and of the API server may differ.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromMinutes(2);

    /// <summary>The key of the cluster that has the object; not always the one that was backed up.</summary>
    public required string Cluster { get; init; }

    public string VeleroNamespace { get; init; } = "";

    public required string Name { get; init; }

    /// <summary>The object's uid; a copy that Velero synced into another cluster has one of its own.</summary>
    public required string Uid { get; init; }

    public BackupPhase Phase { get; init; }

    /// <summary>Velero's word for the phase; <c>New</c> when there is none yet.</summary>
    public required string PhaseText { get; init; }

    /// <summary>When the API server stored the object; for a synced copy the time of the sync.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When Velero started it; null before that, and for one that failed validation.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Fixed when it starts; null before that.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null: Velero has not counted yet.</summary>
    public long? ItemsBackedUp { get; init; }

    /// <summary>Grows while the backup runs; null: Velero has not counted yet.</summary>
    public long? TotalItems { get; init; }

    /// <summary>From 1, while it is Queued (Velero 1.18); null: not told.</summary>
    public long? QueuePosition { get; init; }

    public long Errors { get; init; }

    public long Warnings { get; init; }

    /// <summary>By volume snapshotter plugins.</summary>
    public long VolumeSnapshotsAttempted { get; init; }

    public long VolumeSnapshotsCompleted { get; init; }

    /// <summary>By CSI drivers.</summary>
    public long CsiVolumeSnapshotsAttempted { get; init; }

    public long CsiVolumeSnapshotsCompleted { get; init; }

    public string? FailureReason { get; init; }

    public ValueList<string> ValidationErrors { get; init; } = [];

    /// <summary><c>spec.storageLocation</c>; null while Velero has not filled the default in.</summary>
    public string? StorageLocation { get; init; }

    /// <summary>Null: all.</summary>
    public StringSet? IncludedNamespaces { get; init; }

    public StringSet? ExcludedNamespaces { get; init; }

    public StringMap Labels { get; init; } = StringMap.Empty;

    /// <summary>Those of ours: with the prefix <c>workspace-backup.io/</c>.</summary>
    public StringMap OwnAnnotations { get; init; } = StringMap.Empty;

    /// <summary>What is odd about the object, as warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The Schedule that made it, by Velero's label; null for one made on demand.</summary>
    public string? ScheduleName => Labels.GetValueOrDefault(VeleroLabels.ScheduleName);

    public string? Workspace => Labels.GetValueOrDefault(OwnedMetadata.WorkspaceLabel);

    /// <summary>The schedule's prefix or the on-demand backup's name, by our label.</summary>
    public string? Prefix => Labels.GetValueOrDefault(OwnedMetadata.PrefixLabel);

    /// <summary>The key of the cluster that was backed up, by our label.</summary>
    public string? SourceCluster => Labels.GetValueOrDefault(OwnedMetadata.ClusterLabel);

    /// <summary>The uid of the cluster that was backed up, by our label.</summary>
    public string? SourceClusterUid => Labels.GetValueOrDefault(OwnedMetadata.ClusterUidLabel);

    /// <summary>The clusters of the run that it belongs to, by our annotation; null when it has none.</summary>
    public StringSet? RunClusters =>
        OwnAnnotations.TryGetValue(OwnedMetadata.ClustersAnnotation, out var names) && names.Length > 0
            ? StringSet.From(names.Split(','))
            : null;

    /// <summary>
    /// When the backup was made: by the 14 digits that its name ends with, else by its start, else by the object's
    /// creation. The name comes first because it is what a copy synced from the bucket keeps; but it is in the server's own
    /// time zone, and no backup starts before it is named, nor is it named long after it was created.
    /// </summary>
    public DateTimeOffset MadeAt => TimeInName(Name) is not { } named ? StartedAt ?? CreatedAt ?? DateTimeOffset.UnixEpoch
        // Differences, because the digits of a name may be of any year, and there is no time before the first or after the last.
        : StartedAt is { } started && named - started > s_tick ? CreatedAt < started ? CreatedAt.Value : started
        : CreatedAt is { } created && created <= StartedAt && created - named > s_tick ? created
        : named;

    /// <summary>
    /// Velero made the object from what it found in the bucket: the backup began before the object was there. It may be this
    /// cluster's all the same, as when Velero was installed anew.
    /// </summary>
    public bool IsFromBucket => CreatedAt - StartedAt > s_tick;

    /// <summary>
    /// The time in a name that ends with a dash and <c>YYYYMMDDhhmmss</c>, in UTC; null when it does not.
    /// </summary>
    public static DateTimeOffset? TimeInName(string name) =>
        StemOf(name) is { } stem
        && DateTimeOffset.TryParseExact(
            name.AsSpan(stem.Length + 1),
            "yyyyMMddHHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time)
            ? time
            : null;

    /// <summary>The name without the dash and the 14 digits at its end; null when it has none.</summary>
    public static string? StemOf(string name)
    {
        const int Digits = 14;
        var dash = name.Length - Digits - 1;
        return dash > 0 && name[dash] == '-' && !name.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9')
            ? name[..dash]
            : null;
    }
}
