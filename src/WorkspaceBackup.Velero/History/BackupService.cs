using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// Finds the workspace's backups over many clusters, in parallel. A cluster that does not answer is a fault in the
/// result, nothing is thrown for it. <c>docs/design/backups.md</c> has the rules of whose a backup is and of what a run
/// is.
/// </summary>
/// <param name="time">The clock ages are measured by.</param>
public sealed class BackupService(TimeProvider time)
{
    /// <summary>The newest run that is over, and one still going.</summary>
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
                    if (!listed.IsPart && !(listed.Run.Time >= query.Before))
                    {
                        runs.Add(listed);
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

    /// <summary>All backups that the query selects; when there are none, what there is besides is counted.</summary>
    public async Task<BackupListing> ListAsync(BackupQuery query, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(query.Clusters.Select(async cluster =>
        {
            var newest = new SortedSet<BackupWithRun>(NewestFirst.Instance);
            var sources = await ClusterWork.GuardAsync(cluster.Name, () => query.MadeByAnyone
                ? BackupStream.ReadAllAsync(
                    cluster, query.Workspace, query.WorkspaceClusters, (backup, run) => Take(backup, run), cancellationToken)
                : BackupStream.ReadAsync(
                    cluster,
                    query.Workspace,
                    query.Prefix,
                    query.WorkspaceClusters,
                    (_, listed) => Take(listed.Backup, listed.Run),
                    cancellationToken));
            return (Cluster: cluster, Backups: newest, Sources: sources);

            void Take(BackupRecord backup, RunId? run)
            {
                if (!Selects(query, backup))
                {
                    return;
                }

                // A second reading of the same object is the newer one.
                var listed = new BackupWithRun(backup, run);
                newest.Remove(listed);
                newest.Add(listed);
                if (newest.Count > query.Limit)
                {
                    newest.Remove(newest.Max!);
                }
            }
        }));

        var faults = new SortedDictionary<string, Fault>(StringComparer.Ordinal);
        var all = new List<BackupWithRun>();
        var origins = new Dictionary<string, BackupSources>(StringComparer.Ordinal);
        foreach (var (cluster, backups, outcome) in read)
        {
            if (outcome.TryGet(out var sources, out var fault))
            {
                all.AddRange(backups);
                origins[cluster.Name] = sources;
            }
            else
            {
                faults[cluster.Name] = fault;
            }
        }

        all.Sort(NewestFirst.Instance);
        return new BackupListing(
            [
                .. (query.Limit < all.Count ? all[..query.Limit.Value] : all).Select(listed => new FoundBackup(
                    listed.Backup, listed.Run, origins[listed.Backup.Cluster].OriginOf(listed.Backup))),
            ],
            faults,
            all.Count > 0 ? new Dictionary<string, LeftOutBackups>()
                : await LeftOutAsync(query, [.. query.Clusters.Where(cluster => origins.ContainsKey(cluster.Name))], cancellationToken));
    }

    private static bool Selects(BackupQuery query, BackupRecord backup) =>
        query.Phases?.Contains(backup.PhaseText) != false && !(backup.MadeAt <= query.NewerThan);

    /// <summary>
    /// What the clusters have although the query selects nothing. A cluster that does not answer this time has nothing to say.
    /// </summary>
    private static async Task<IReadOnlyDictionary<string, LeftOutBackups>> LeftOutAsync(
        BackupQuery query, IReadOnlyList<Cluster> clusters, CancellationToken cancellationToken)
    {
        var counted = await Task.WhenAll(clusters.Select(async cluster =>
        {
            // One that was being listed while the server started again comes twice.
            var found = new Dictionary<string, (BackupRecord Backup, RunId? Run)>(StringComparer.Ordinal);
            var read = await ClusterWork.GuardAsync(cluster.Name, () => BackupStream.ReadAllAsync(
                cluster,
                query.Workspace,
                query.WorkspaceClusters,
                (backup, run) => found[backup.Uid] = (backup, run),
                cancellationToken));
            return (cluster.Name, LeftOut: read.TryGet(out var sources, out _)
                ? LeftOutBackups.Of(query, sources, found.Values)
                : new LeftOutBackups());
        }));
        return new SortedDictionary<string, LeftOutBackups>(
            counted.Where(static one => one.LeftOut.Count > 0).ToDictionary(static one => one.Name, static one => one.LeftOut),
            StringComparer.Ordinal);
    }

    private sealed record BackupWithRun(BackupRecord Backup, RunId? Run);

    private sealed class NewestFirst : IComparer<BackupWithRun>
    {
        public static readonly NewestFirst Instance = new();

        public int Compare(BackupWithRun? x, BackupWithRun? y) =>
            y!.Backup.MadeAt.CompareTo(x!.Backup.MadeAt) is not 0 and var byTime ? byTime
            : string.CompareOrdinal(x.Backup.Cluster, y.Backup.Cluster) is not 0 and var byCluster ? byCluster
            : string.CompareOrdinal(x.Backup.Name, y.Backup.Name);
    }
}
