using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>Velero's daemon set that backs up volumes through the file system and moves snapshot data.</summary>
/// <param name="Desired">Nodes it should run on.</param>
/// <param name="Ready">Nodes it runs on.</param>
public sealed record NodeAgent(long Desired, long Ready)
{
    /// <summary>The one of Velero's namespace, on nodes of any kind; null when there is none.</summary>
    public static NodeAgent? In(IEnumerable<JsonObject>? daemonSets)
    {
        // "restic" is what it was called before Velero 1.10.
        var agents = daemonSets
            ?.Where(found => Json.Name(found) is "node-agent" or "node-agent-windows" or "restic")
            .ToList();
        return agents is null or []
            ? null
            : new NodeAgent(
                agents.Sum(agent => Json.Number(agent, "status", "desiredNumberScheduled") ?? 0),
                agents.Sum(agent => Json.Number(agent, "status", "numberReady") ?? 0));
    }
}
