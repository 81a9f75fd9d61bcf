using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>An on-demand backup to make.</summary>
public sealed record BackupWriteRequest
{
    public required BackupDeclaration Declaration { get; init; }

    public required IReadOnlyList<Cluster> Clusters { get; init; }

    public UnhealthyPolicy Unhealthy { get; init; }

    /// <summary>A random text by which the Backups of this very call are known again.</summary>
    public required string OperationId { get; init; }

    /// <summary>Null: do not wait.</summary>
    public RunWaiting? Waiting { get; init; }
}
