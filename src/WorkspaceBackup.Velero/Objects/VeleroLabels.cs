namespace WorkspaceBackup.Velero.Objects;

/// <summary>Velero's own labels.</summary>
internal static class VeleroLabels
{
    /// <summary>On a Backup: the Schedule that made it.</summary>
    public const string ScheduleName = "velero.io/schedule-name";

    /// <summary>
    /// On a VolumeSnapshotClass: take this one. On a StorageClass, as an annotation: the class to take.
    /// </summary>
    public const string SnapshotClass = "velero.io/csi-volumesnapshot-class";
}
