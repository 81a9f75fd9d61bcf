namespace WorkspaceBackup.Velero.Downloads;

/// <summary>The files of backups and restores, as a DownloadRequest names them.</summary>
public static class FileKind
{
    /// <summary>Errors and warnings by namespace.</summary>
    public const string BackupResults = "BackupResults";

    /// <summary>What became of each volume; since Velero 1.13.</summary>
    public const string BackupVolumeInfos = "BackupVolumeInfos";

    /// <summary>The objects in it, by kind.</summary>
    public const string BackupResourceList = "BackupResourceList";

    /// <summary>Errors and warnings by namespace.</summary>
    public const string RestoreResults = "RestoreResults";

    /// <summary>The objects that a restore met, and what it did to each.</summary>
    public const string RestoreResourceList = "RestoreResourceList";

    /// <summary>The volumes whose data came back; since Velero 1.14.</summary>
    public const string RestoreVolumeInfo = "RestoreVolumeInfo";
}
