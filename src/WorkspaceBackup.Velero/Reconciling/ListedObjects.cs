using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>One kind's objects on a cluster, from the one list that all resources of a process share.</summary>
internal sealed record ListedObjects(string ClusterUid, SharedObjects Objects)
{
    public JsonObject? Find(string name) => Objects.Find(name);

    public static async Task<Outcome<ListedObjects>> ReadAsync(
        Cluster cluster, string resource, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return fault;
        }

        var listed = await cluster.Lists.ReadAsync(
            ApiPath.Velero(resource, cluster.VeleroNamespace), null, cancellationToken);
        return listed.TryGet(out var objects, out fault) ? new ListedObjects(identified.Uid, objects) : fault;
    }
}
