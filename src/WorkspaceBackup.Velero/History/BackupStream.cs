using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// Goes through the Backups of one cluster page by page and hands on those that count, keeping none: a cluster may hold
/// tens of thousands, most of them not the workspace's.
/// </summary>
internal static class BackupStream
{
    /// <param name="cluster">The cluster.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <param name="prefix">Only this prefix; null: all of the workspace's.</param>
    /// <param name="clusters">The keys of all clusters of the workspace.</param>
    /// <param name="take">
    /// Given each backup that counts, never two at once. One that was being listed while the server started again may
    /// come twice.
    /// </param>
    /// <returns>How the backups were attributed.</returns>
    public static async Task<Outcome<BackupSources>> ReadAsync(
        Cluster cluster,
        string workspace,
        string? prefix,
        StringSet clusters,
        Action<BackupSources, ListedBackup> take,
        CancellationToken cancellationToken)
    {
        var read = await SourcesAsync(cluster, workspace, prefix, clusters, cancellationToken);
        if (!read.TryGet(out var sources, out var fault))
        {
            return fault;
        }

        var one = new Lock();
        var faults = await Task.WhenAll(sources.Selectors().Select(selector => EachAsync(
            cluster,
            selector,
            (backup, found) =>
            {
                lock (one)
                {
                    if (sources.RunOf(backup) is { } run)
                    {
                        take(
                            sources,
                            new ListedBackup(
                                run, backup, sources.IsPart(backup, run.Prefix, found["spec"] as JsonObject))
                            {
                                Slots = sources.SlotsOf(backup),
                            });
                    }
                }
            },
            cancellationToken)));
        return faults.FirstOrDefault(found => found is not null) is { } first ? first : sources;
    }

    /// <summary>Every Backup of the cluster, whoever made it.</summary>
    /// <param name="take">Given each backup, and the run of the workspace that it belongs to; null: it is not the workspace's.</param>
    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<Outcome<BackupSources>> ReadAllAsync(
        Cluster cluster,
        string workspace,
        StringSet clusters,
        Action<BackupRecord, RunId?> take,
        CancellationToken cancellationToken)
    {
        var read = await SourcesAsync(cluster, workspace, null, clusters, cancellationToken);
        return !read.TryGet(out var sources, out var fault) ? fault
            : await EachAsync(cluster, null, (backup, _) => take(backup, sources.RunOf(backup)), cancellationToken) is { } failed
                ? failed
                : sources;
    }

    private static async Task<Fault?> EachAsync(
        Cluster cluster, string? selector, Action<BackupRecord, JsonObject> take, CancellationToken cancellationToken)
    {
        var backups = cluster.Api.ListAsync(ApiPath.Velero("backups", cluster.VeleroNamespace), selector, cancellationToken);
        await foreach (var item in backups)
        {
            if (!item.TryGet(out var found, out var fault))
            {
                return fault;
            }

            take(BackupReader.Read(found, cluster.Name), found);
        }

        return null;
    }

    /// <summary>How the cluster's backups are attributed.</summary>
    private static async Task<Outcome<BackupSources>> SourcesAsync(
        Cluster cluster, string workspace, string? prefix, StringSet clusters, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return fault;
        }

        var listed = await cluster.Lists.GetAsync(
            ApiPath.Velero("schedules", cluster.VeleroNamespace), null, cancellationToken);
        if (!listed.TryGet(out var schedules, out fault))
        {
            return fault;
        }

        return new BackupSources(
            workspace, cluster.Name, identified.Uid, prefix, clusters.Where(name => name != cluster.Name), schedules);
    }
}
