using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// Finds clusters whose Velero maintains the repositories in its peers' folders too: up to 1.15 it does so through read-only
/// locations, and two that maintain one repository damage it. Only data movement and file-system backup make repositories.
/// </summary>
internal static class SharedRepositories
{
    private static readonly VeleroVersion s_safe = new(1, 16);

    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<ObjectWriter> writers, IReadOnlyList<Cluster> workspace, CancellationToken cancellationToken)
    {
        var old = writers.Where(static writer => Target(writer) is { Server: { } server, Element.Peers.Count: > 0 }
            && server.CompareTo(s_safe) < 0).ToList();
        if (old.Count == 0)
        {
            return [];
        }

        var peers = Target(old[0]).Declaration.Peers;
        var moving = (await Task.WhenAll(workspace.Where(cluster => peers.Contains(cluster.Name)).Select(cluster => ClusterWork.GuardAsync(
            cluster.Name, () => MovingAsync(cluster, Target(old[0]).Declaration.Workspace, cancellationToken), static _ => null))))
            .OfType<string>().ToList();
        return moving.Count == 0 ? [] : [.. old.Select(writer => Finding.Error(
            FindingKind.PeersShareRepositories,
            writer.Cluster.Name,
            $"Velero {Target(writer).Server} there would maintain the repositories in the folders of its peers too, which their own clusters "
            + $"maintain; and {moving[0]} of this workspace stores volumes in such repositories"
            + (moving.Count > 1 ? $", as others do on {moving.Count - 1} more clusters" : "")
            + ". Two that maintain one repository can lose data. Since 1.16 Velero leaves those of read-only locations alone: upgrade it there first.",
            LocationFields.Peers,
            writer.Object))];
    }

    private static LocationTarget Target(ObjectWriter writer) => (LocationTarget)writer.Manifest;

    /// <summary>A Schedule of the workspace that stores volumes in a repository; null: none is known.</summary>
    private static async Task<string?> MovingAsync(Cluster cluster, string workspace, CancellationToken cancellationToken)
    {
        var listed = await cluster.Lists.GetAsync(ApiPath.Velero("schedules", cluster.VeleroNamespace), null, cancellationToken);
        return listed.TryGet(out var schedules, out _) && schedules.FirstOrDefault(Moves) is { } found
            ? $"the Schedule \"{Json.Name(found)}\" on cluster \"{cluster.Name}\""
            : null;

        bool Moves(JsonObject schedule) =>
            Json.Text(schedule, "metadata", "labels", OwnedMetadata.ManagedByLabel) == OwnedMetadata.FieldManager
            && Json.Text(schedule, "metadata", "labels", OwnedMetadata.WorkspaceLabel) == workspace
            && (Json.Flag(schedule, "spec", "template", "snapshotMoveData") == true
                || Json.Flag(schedule, "spec", "template", "defaultVolumesToFsBackup") == true);
    }
}
