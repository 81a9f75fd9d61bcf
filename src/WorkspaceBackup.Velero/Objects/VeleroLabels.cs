namespace WorkspaceBackup.Velero.Objects;

/// <summary>Velero's own labels and annotations.</summary>
internal static class VeleroLabels
{
    /// <summary>On a Backup: the Schedule that made it.</summary>
    public const string ScheduleName = "velero.io/schedule-name";

    /// <summary>
    /// On a VolumeSnapshotClass: take this one. On a StorageClass, as an annotation: the class to take.
    /// </summary>
    public const string SnapshotClass = "velero.io/csi-volumesnapshot-class";

    /// <summary>On a Pod, as an annotation: its volumes that are read through the file system, where that is not the default.</summary>
    public const string FileSystemVolumes = "backup.velero.io/backup-volumes";
}
