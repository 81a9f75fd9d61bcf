namespace WorkspaceBackup.Velero.History;

/// <summary>Where a Backup object on a cluster came from.</summary>
public enum BackupOrigin
{
    /// <summary>It is this cluster's: by our label, or because the object was there before Velero began.</summary>
    Here,

    /// <summary>Our label names another cluster, whose backup Velero found in the bucket.</summary>
    AnotherCluster,

    /// <summary>Velero found it in the bucket, and nothing says which cluster was backed up.</summary>
    Bucket,
}
