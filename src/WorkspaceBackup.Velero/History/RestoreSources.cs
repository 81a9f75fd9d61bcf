using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// The backups that one cluster can be restored from: its own, or those of another cluster that Velero has synced here.
/// </summary>
internal static class RestoreSources
{
    public static async Task<Outcome<IReadOnlyList<ListedBackup>>> FindAsync(
        Cluster cluster, RestoreDeclaration declaration, CancellationToken cancellationToken)
    {
        var workspace = declaration.FromRun?.Workspace ?? declaration.Workspace;
        var prefix = declaration.FromRun?.Prefix ?? declaration.FromSchedule!;
        var found = new List<ListedBackup>();
        if (!declaration.SourceClusters.TryGetValue(cluster.Name, out var source))
        {
            var read = await BackupStream.ReadAsync(
                cluster,
                workspace,
                prefix,
                declaration.WorkspaceClusters,
                (_, listed) => found.Add(listed),
                cancellationToken);
            return read.TryGet(out _, out var fault) ? found : fault;
        }

        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out _, out var notHealthy))
        {
            return notHealthy;
        }

        // A synced copy keeps the labels, and with them the cluster that was backed up.
        var selector = $"{OwnedMetadata.WorkspaceLabel}={workspace},{OwnedMetadata.PrefixLabel}={prefix},"
            + $"{OwnedMetadata.ClusterLabel}={source}";
        await foreach (var item in cluster.Api.ListAsync(
            ApiPath.Velero("backups", cluster.VeleroNamespace), selector, cancellationToken))
        {
            if (!item.TryGet(out var json, out var fault))
            {
                return fault;
            }

            var backup = BackupReader.Read(json, cluster.Name);
            if (backup.SourceClusterUid is { } uid
                && new BackupSources(workspace, source, uid, prefix, [], []).RunOf(backup) is { } run)
            {
                found.Add(new ListedBackup(run, backup));
            }
        }

        return found;
    }
}
