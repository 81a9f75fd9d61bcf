using WorkspaceBackup.Velero.Clusters;

namespace WorkspaceBackup.Velero.Downloads;

/// <summary>Reads what Velero keeps of a backup or a restore beside its objects.</summary>
public interface IBackupFiles
{
    /// <summary>One file. Every failure comes back as a value that says why.</summary>
    /// <param name="kind">One of <see cref="FileKind"/>.</param>
    /// <param name="name">The Backup's name, or the Restore's for its own files.</param>
    /// <param name="location">The BackupStorageLocation it is in; null: not known, so that its CA is not either.</param>
    Task<FileRead> ReadAsync(
        Cluster cluster, string kind, string name, string? location, CancellationToken cancellationToken);
}
