using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// The backups that one cluster can be restored from: its own, or those of another cluster that Velero has synced here.
/// </summary>
internal static class RestoreSources
{
    public static async Task<Outcome<IReadOnlyList<ListedBackup>>> FindAsync(
        Cluster cluster, RestoreSelection selection, CancellationToken cancellationToken)
    {
        var workspace = selection.FromRun?.Workspace ?? selection.Workspace;
        var prefix = selection.FromRun?.Prefix ?? selection.FromSchedule!;
        var found = new List<ListedBackup>();
        if (!selection.SourceClusters.TryGetValue(cluster.Name, out var source))
        {
            var read = await BackupStream.ReadAsync(
                cluster,
                workspace,
                prefix,
                selection.WorkspaceClusters,
                (_, listed) =>
                {
                    // A run that is named is taken as it is.
                    if (selection.FromRun is not null || !listed.IsPart)
                    {
                        found.Add(listed);
                    }
                },
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
                && new BackupSources(workspace, source, uid, prefix, [], []) is var sources
                && sources.RunOf(backup) is { } run)
            {
                if (selection.FromRun is not null || backup.OwnAnnotations.GetValueOrDefault(OwnedMetadata.PartOfAnnotation) != prefix)
                {
                    found.Add(new ListedBackup(run, backup) { Slots = sources.SlotsOf(backup) });
                }
            }
        }

        return found;
    }
}
