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
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<ObjectWriter> writers, IReadOnlyList<Cluster> workspace, CancellationToken cancellationToken)
    {
        var old = writers.Where(static writer => Target(writer) is { Server: { } server, Element.Peers.Count: > 0 }
            && server.CompareTo(PeerRepositories.Safe) < 0).ToList();
        if (old.Count == 0)
        {
            return [];
        }

        var declaration = Target(old[0]).Declaration;
        var moving = (await Task.WhenAll(workspace.Where(cluster => declaration.Peers.Contains(cluster.Name)).Select(cluster =>
            ClusterWork.GuardAsync(cluster.Name, () => MovingAsync(cluster, declaration, cancellationToken), static _ => null))))
            .OfType<string>().ToList();
        if (moving.Count == 0)
        {
            return [];
        }

        var use = moving[0] + (moving.Count > 1 ? $" (and others on {moving.Count - 1} more clusters)" : "");
        return await Task.WhenAll(old.Select(async writer => new Finding(
            await SeesAlreadyAsync(writer, cancellationToken) ? Severity.Warning : Severity.Error,
            FindingKind.PeersShareRepositories,
            writer.Cluster.Name,
            PeerRepositories.Detail(
                new StringMap([new(writer.Cluster.Name, $"{Target(writer).Server}")]), use),
            LocationFields.Peers,
            writer.Object)));
    }

    private static LocationTarget Target(ObjectWriter writer) => (LocationTarget)writer.Manifest;

    /// <summary>What is so already must stay possible to change and to mend.</summary>
    private static async Task<bool> SeesAlreadyAsync(ObjectWriter writer, CancellationToken cancellationToken) =>
        writer.Current is { } own
        && await LocationPeers.ReadAsync(writer.Cluster, own, cancellationToken) is { Peers: var there }
        && Target(writer).Element.Peers.Keys.All(there.ContainsKey);

    /// <summary>A Schedule through the location, with why it stores volumes in a repository; null: none is known.</summary>
    private static async Task<string?> MovingAsync(Cluster cluster, LocationDeclaration declaration, CancellationToken cancellationToken)
    {
        var listed = await cluster.Lists.GetAsync(ApiPath.Velero("schedules", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var schedules, out _))
        {
            return null;
        }

        foreach (var schedule in schedules)
        {
            var content = BackupContentFields.Read(
                MergePatch.Find(schedule, "spec", "template") as JsonObject, "", new ObjectFindings("", ""));
            if ((content.StorageLocation == declaration.Name || (content.StorageLocation is null && declaration.IsDefault))
                && await RepositoryUse.OfAsync(cluster, content, cancellationToken) is { } use)
            {
                return $"for the Schedule \"{Json.Name(schedule)}\" on cluster \"{cluster.Name}\" {use.Reason}";
            }
        }

        return null;
    }
}
