using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>Whether a Velero server runs, and which.</summary>
internal sealed class ServerPreflight(VeleroServers servers)
{
    public async Task<PreflightResult> RunAsync(Cluster cluster, bool planning, CancellationToken cancellationToken)
    {
        var asked = await servers.AskAsync(cluster, cancellationToken);
        if (asked.TryGet(out var server, out var fault))
        {
            return new PreflightResult([], VeleroVersion: server.Version);
        }

        return fault.Kind switch
        {
            FaultKind.VeleroNotAnswering => new([Finding.Of(fault, Severity.Warning)], IsVeleroSilent: true),
            FaultKind.Forbidden when !planning => new([Finding.Of(fault)]),
            _ => new([PreflightSubject.Unread(fault, "whether a Velero server answers")]),
        };
    }
}
