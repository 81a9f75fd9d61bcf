namespace WorkspaceBackup.Velero.Protection;

/// <summary>What is wrong with the protection of a cluster, as a closed list.</summary>
public enum ProtectionFindingKind
{
    /// <summary>The cluster does not answer, or refuses.</summary>
    ClusterUnknown,

    /// <summary>Something could not be read. What that leaves open is a finding of its own.</summary>
    CheckNotPossible,

    /// <summary>No Velero server answers: no schedule runs.</summary>
    VeleroNotAnswering,

    /// <summary>One object holds a text that is no duration, and Velero reads no object of its kind any more.</summary>
    VeleroStopped,

    /// <summary>The namespace does not exist on the cluster.</summary>
    NamespaceMissing,

    /// <summary>No schedule that runs takes the namespace.</summary>
    NamespaceUncovered,

    /// <summary>Whether a schedule takes all of the namespace cannot be decided.</summary>
    NamespaceUnknown,

    /// <summary>No good backup holds the namespace.</summary>
    BackupMissing,

    /// <summary>Whether the newest good backup holds all of the namespace cannot be decided.</summary>
    BackupUnknown,

    /// <summary>The newest good backup of the namespace is older than it may be.</summary>
    BackupLate,

    /// <summary>The schedule is paused.</summary>
    SchedulePaused,

    /// <summary>The schedule makes no good backups as things are.</summary>
    ScheduleFailing,

    /// <summary>The next Velero reads the schedule's cron in another way.</summary>
    ScheduleWillChange,

    /// <summary>Backups in the location do not count.</summary>
    LocationNotUsable,

    /// <summary>Velero does not look in the location's bucket for backups.</summary>
    LocationNotSynced,

    /// <summary>A repository of volume data is not maintained.</summary>
    RepositoryFailing,

    /// <summary>The data of claims is not in the newest good backup.</summary>
    VolumeMissing,

    /// <summary>Whether the data of claims is in the newest good backup is not known.</summary>
    VolumeUnknown,
}

/// <summary>How bad a finding is.</summary>
public enum ProtectionSeverity
{
    /// <summary>Something is not protected as it should be.</summary>
    Error,

    /// <summary>It could not be found out whether it is.</summary>
    Unknown,

    /// <summary>It may be meant.</summary>
    Warning,
}

/// <param name="Text">A whole sentence or more, ending with what can be done.</param>
/// <param name="Namespace">Null when it is about none.</param>
/// <param name="Schedule">The Schedule's name; null when it is about none.</param>
public sealed record ProtectionFinding(
    ProtectionSeverity Severity,
    ProtectionFindingKind Kind,
    string Cluster,
    string Text,
    string? Namespace = null,
    string? Schedule = null);
