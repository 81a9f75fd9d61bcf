using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// Finds the workspace's backups over many clusters, in parallel. A cluster that does not answer is a fault in the
/// result, nothing is thrown for it. <c>docs/design/backups.md</c> has the rules of whose a backup is and of what a run
/// is.
/// </summary>
/// <param name="time">The clock ages are measured by.</param>
public sealed class BackupService(TimeProvider time)
{
    /// <summary>The newest run that is over, and one still going; or the run of a given time.</summary>
    public async Task<RunResult> FindRunAsync(RunQuery query, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(query.Clusters.Select(async cluster =>
        {
            var runs = new ClusterRuns();
            var sources = await ClusterWork.GuardAsync(cluster.Name, () => BackupStream.ReadAsync(
                cluster,
                query.Workspace,
                query.Prefix,
                query.WorkspaceClusters,
                (_, listed) =>
                {
                    if (!listed.IsPart
                        && (query.At is { } at ? listed.IsOf(at) : !(listed.Run.Time >= query.Before)))
                    {
                        runs.Add(listed.Run, listed.Backup, listed.Slots);
                    }
                },
                cancellationToken));
            return (Cluster: cluster.Name, Runs: runs, Sources: sources);
        }));

        var all = new BackupRuns(query, ClusterClocks.Of(query.Clusters, time));
        foreach (var (cluster, runs, sources) in read)
        {
            if (sources.TryGet(out var known, out var fault))
            {
                all.Add(cluster, runs, known);
            }
            else
            {
                all.Add(cluster, fault);
            }
        }

        return all.Result();
    }

    /// <summary>What time it is: by most API servers, where this machine says something else.</summary>
    public Task<ClusterClocks> ClocksAsync(IReadOnlyList<Cluster> clusters, CancellationToken cancellationToken) =>
        ClusterClocks.AskAsync(clusters, time, cancellationToken);

    /// <summary>All backups of the workspace that the query selects.</summary>
    public async Task<BackupListing> ListAsync(BackupQuery query, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(query.Clusters.Select(async cluster =>
        {
            var newest = new SortedSet<ListedBackup>(NewestFirst.Instance);
            var sources = await ClusterWork.GuardAsync(cluster.Name, () => BackupStream.ReadAsync(
                cluster,
                query.Workspace,
                query.Prefix,
                query.WorkspaceClusters,
                (_, listed) =>
                {
                    if (query.Phases?.Contains(listed.Backup.PhaseText) == false
                        || listed.Backup.MadeAt <= query.NewerThan)
                    {
                        return;
                    }

                    // A second reading of the same object is the newer one.
                    newest.Remove(listed);
                    newest.Add(listed);
                    if (newest.Count > query.Limit)
                    {
                        newest.Remove(newest.Max!);
                    }
                },
                cancellationToken));
            return (Cluster: cluster.Name, Backups: newest, sources.Fault);
        }));

        var faults = new SortedDictionary<string, Fault>(StringComparer.Ordinal);
        var all = new List<ListedBackup>();
        foreach (var (cluster, backups, fault) in read)
        {
            if (fault is null)
            {
                all.AddRange(backups);
            }
            else
            {
                faults[cluster] = fault;
            }
        }

        all.Sort(NewestFirst.Instance);
        return new BackupListing(query.Limit < all.Count ? all[..query.Limit.Value] : all, faults);
    }

    private sealed class NewestFirst : IComparer<ListedBackup>
    {
        public static readonly NewestFirst Instance = new();

        public int Compare(ListedBackup? x, ListedBackup? y) =>
            y!.Backup.MadeAt.CompareTo(x!.Backup.MadeAt) is not 0 and var byTime ? byTime
            : string.CompareOrdinal(x.Backup.Cluster, y.Backup.Cluster) is not 0 and var byCluster ? byCluster
            : string.CompareOrdinal(x.Backup.Name, y.Backup.Name);
    }
}
