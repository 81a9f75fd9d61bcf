using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes;

/// <summary>
/// Carries a fault out of nested reading of settings and files, whose cluster is not known there; it is turned back
/// into a value before it leaves this assembly's connection code.
/// </summary>
internal sealed class FaultException(FaultKind kind, string detail, string? field = null) : Exception(detail)
{
    public Fault For(string cluster) => new(kind, cluster, Message, field);

    public FaultException About(string? setting) => new(kind, Message, field ?? setting);
}
