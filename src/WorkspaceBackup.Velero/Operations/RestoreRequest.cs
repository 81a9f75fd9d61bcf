using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>A restore to make.</summary>
public sealed record RestoreRequest
{
    public required RestoreDeclaration Declaration { get; init; }

    public required IReadOnlyList<Cluster> Clusters { get; init; }

    public UnhealthyPolicy Unhealthy { get; init; } = UnhealthyPolicy.Fail;

    /// <summary>A random text by which the Restores of this very call are known again.</summary>
    public required string OperationId { get; init; }

    /// <summary>The backups that were planned, by cluster; another one now is an error. Empty: none were.</summary>
    public IReadOnlyDictionary<string, string> Planned { get; init; } = StringMap.Empty;

    /// <summary>Null: do not wait.</summary>
    public RunWaiting? Waiting { get; init; }
}
