using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>How a cluster was at the last refresh.</summary>
/// <param name="ClusterUid">Its uid; null when it did not tell.</param>
/// <param name="Fault">Why it did not answer, or what it refused; null: it is fine.</param>
public sealed record RecordedHealth(string? ClusterUid, FaultKind? Fault)
{
    public bool IsOk => Fault is null && ClusterUid is not null;

    /// <summary>It did not answer, and a plan leaves it out.</summary>
    public bool IsUnhealthy => Fault is { } kind && new Fault(kind, "", "").IsUnhealthy;
}
