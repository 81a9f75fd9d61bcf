using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// The labels and annotations by which an object of ours is known again, also as a copy that Velero synced into
/// another cluster.
/// </summary>
public static class OwnedMetadata
{
    public const string FieldManager = KubernetesApi.FieldManager;

    /// <summary>What our labels and annotations begin with, before a slash.</summary>
    public const string Domain = "workspace-backup.io";

    public const string ManagedByLabel = "app.kubernetes.io/managed-by";
    public const string WorkspaceLabel = "workspace-backup.io/workspace";
    public const string ClusterLabel = "workspace-backup.io/cluster";
    public const string PrefixLabel = "workspace-backup.io/prefix";
    public const string ClusterUidLabel = "workspace-backup.io/cluster-uid";

    /// <summary>
    /// On a backup made on demand: the time of its run, as in its id. A schedule's runs are told by their time.
    /// </summary>
    public const string RunLabel = "workspace-backup.io/run";

    /// <summary>The names of the run's clusters, sorted, with commas.</summary>
    public const string ClustersAnnotation = "workspace-backup.io/clusters";

    /// <summary>
    /// The declared schedule with its zone, without the stagger. Velero copies it to each Backup, which so tells to
    /// which run it belongs even after the schedule has been changed.
    /// </summary>
    public const string ScheduleAnnotation = "workspace-backup.io/schedule";

    /// <summary>
    /// On a backup made on demand from a schedule: the schedule's prefix, when it takes less than that asks for. It is never
    /// chosen for a run of the schedule.
    /// </summary>
    public const string PartOfAnnotation = "workspace-backup.io/part-of";

    /// <summary>
    /// What was declared to be in the backup, as a digest. Velero copies it to each Backup. Schedules of earlier releases have
    /// none until something else about them is written; their backups are compared by their specs.
    /// </summary>
    public const string ContentAnnotation = "workspace-backup.io/content";

    /// <summary>The random token of the resource instance that owns the object.</summary>
    public const string InstanceAnnotation = "workspace-backup.io/instance";

    /// <summary>
    /// On a location through which another cluster's folder is seen: the location that it belongs to, a slash, and that
    /// cluster.
    /// </summary>
    public const string PeerAnnotation = "workspace-backup.io/peer";

    /// <summary>
    /// A <c>BackupSpec</c> as JSON, of the fields that were to be set and that this cluster's Velero does not know.
    /// They read as declared: without this note each would show as drift for ever.
    /// </summary>
    public const string LeftOutAnnotation = "workspace-backup.io/left-out";

    private static readonly StringSet s_labels =
        [ManagedByLabel, WorkspaceLabel, ClusterLabel, PrefixLabel, ClusterUidLabel];

    /// <summary>The labels of an object of ours.</summary>
    public static StringMap Labels(string workspace, string prefix, string cluster, string clusterUid) => new(
    [
        new(ManagedByLabel, FieldManager),
        new(WorkspaceLabel, workspace),
        new(PrefixLabel, prefix),
        new(ClusterLabel, cluster),
        new(ClusterUidLabel, clusterUid),
    ]);

    /// <summary>The annotation with the token; none without one.</summary>
    internal static StringMap Tagged(string? token) => token is null ? StringMap.Empty : new([new(InstanceAnnotation, token)]);

    internal static bool IsOwnLabel(string key) => s_labels.Contains(key);

    /// <summary>Whether a label is ours or Velero's, and so not the user's to set.</summary>
    public static bool IsReservedLabel(string key) =>
        s_labels.Contains(key)
        || key.StartsWith("workspace-backup.io/", StringComparison.Ordinal)
        || key.StartsWith("velero.io/", StringComparison.Ordinal);
}
