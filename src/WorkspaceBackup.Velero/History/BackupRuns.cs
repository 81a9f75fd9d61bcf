using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>Puts the clusters' parts together into runs and picks the one that is asked for.</summary>
internal sealed class BackupRuns(RunQuery query, ClusterClocks clocks)
{
    /// <summary>Velero looks once a minute; so long after its time a backup that is not there is not coming.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset _now = clocks.Now;
    private readonly Dictionary<string, ClusterRuns> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyCollection<KnownSource>> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Fault> _faults = new(StringComparer.Ordinal);

    public void Add(string cluster, ClusterRuns runs, BackupSources sources)
    {
        _runs[cluster] = runs;
        _sources[cluster] = [.. sources.Schedules.Values];
    }

    public void Add(string cluster, Fault fault) => _faults[cluster] = fault;

    public RunResult Result()
    {
        BackupRun? run = null;
        BackupRun? inProgress = null;
        foreach (var found in _runs.Values.SelectMany(runs => runs.Times).Distinct().OrderDescending().Select(RunAt))
        {
            if (found.IsOver)
            {
                run = found;
                break;
            }

            inProgress ??= found;
        }

        return new RunResult
        {
            Run = run,
            InProgress = inProgress,
            MissingClusters = StringSet.From(query.Clusters.Select(cluster => cluster.Name).Where(cluster =>
                run?.Backups.GetValueOrDefault(cluster)?.Phase.IsUsable(query.AllowPartiallyFailed) != true)),
            Age = run is null ? null : AgeOf(run),
            Faults = _faults,
            Findings =
            [
                .. run?.Backups.Values.SelectMany(backup => backup.Findings) ?? [],
                .. PastExpiry(run?.Backups.Values ?? []),
                .. Alone(run ?? inProgress),
                .. Clocks(run, inProgress),
            ],
        };
    }

    /// <summary>By a clock in which the run is over: an age of nothing would never grow old.</summary>
    private TimeSpan AgeOf(BackupRun run)
    {
        var now = run.Backups.Keys.Select(clocks.At).Append(_now).Where(time => time >= run.Id.Time).Order().FirstOrDefault(run.Id.Time);
        return (_now >= run.Id.Time ? _now : now) - run.Id.Time;
    }

    private IEnumerable<Finding> Alone(BackupRun? run)
    {
        if (run is { IsAlone: true } && query.Clusters.Count > 1)
        {
            yield return Finding.Warning(
                FindingKind.NoCommonRun,
                "",
                $"The newest run {run.Id} is of cluster \"{run.Backups.Keys.Single()}\" alone: with @every each Velero counts from its own last "
                + "backup, so clusters share no run. That the others are missing in it does not tell whether they are backed up.") with
            {
                About = query.Prefix,
            };
        }
    }

    private IEnumerable<Finding> Clocks(params IEnumerable<BackupRun?> runs)
    {
        if (clocks.IsHereWrong)
        {
            yield return Finding.Warning(
                FindingKind.ClocksDiffer,
                "",
                $"This machine's clock says {KubernetesTime.Text(clocks.Here)}, and the API servers of most clusters say "
                + $"{KubernetesTime.Text(clocks.Now)}. Ages are counted by theirs. Correct the clock of this machine.");
        }

        foreach (var (run, cluster) in runs.OfType<BackupRun>()
            .Where(run => run.Id.Time > _now + ClusterClocks.Tolerance)
            .SelectMany(static run => run.Backups.Keys.Select(cluster => (run, cluster))))
        {
            yield return Finding.Warning(
                FindingKind.ClocksDiffer,
                cluster,
                $"Cluster \"{cluster}\": the run {run.Id} lies in the future: {clocks.Both(cluster)}. Its age is counted by the cluster's "
                + "clock. Correct the clock that is wrong; until then a check of the age says little.");
        }
    }

    private IEnumerable<Finding> PastExpiry(IEnumerable<BackupRecord> backups)
    {
        var past = backups.Where(backup => backup.ExpiresAt <= _now).ToList();
        if (past.Count > 0)
        {
            yield return Finding.Warning(
                FindingKind.BackupPastExpiry,
                "",
                "These backups are past their expiry: Velero deletes them, with their data, with its next hourly pass.\n\n"
                + string.Concat(past.Select(backup =>
                    $"- cluster \"{backup.Cluster}\": {backup.Name}, expired {backup.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}\n")));
        }
    }

    private BackupRun RunAt(DateTimeOffset time)
    {
        var found = _runs.Select(entry => (Cluster: entry.Key, Listed: entry.Value.At(time)))
            .Where(static one => one.Listed is not null)
            .OrderBy(static one => one.Cluster, StringComparer.Ordinal)
            .ToList();

        // A run of one cluster alone is not shared by what others made in the same second.
        var isAlone = found.TrueForAll(static one => one.Listed!.IsAlone);
        var run = isAlone ? found.Take(1).ToList() : found.FindAll(static one => !one.Listed!.IsAlone);
        var backups = new SortedDictionary<string, BackupRecord>(
            run.ToDictionary(static one => one.Cluster, static one => one.Listed!.Backup), StringComparer.Ordinal);
        var slots = run.Select(static one => one.Listed!.Slots).FirstOrDefault(static slots => slots is not null);
        return new BackupRun(new RunId(query.Workspace, query.Prefix, time), IsOver(time, backups, slots), backups, isAlone);
    }

    private bool IsOver(DateTimeOffset time, IReadOnlyDictionary<string, BackupRecord> backups, RunSlots? slots) =>
        slots?.Next(time) <= _now
        || (backups.Values.All(static backup => backup.Phase.IsOver())
            && (slots?.IsInterval != false || !_sources.Keys.Any(cluster => !backups.ContainsKey(cluster) && IsToCome(cluster, time))));

    /// <summary>
    /// A cluster whose time within the run has not come yet, or only just: staggered ones come one after the other.
    /// </summary>
    private bool IsToCome(string cluster, DateTimeOffset time) => _sources[cluster].Any(source =>
        source.Due?.FirstFrom(time) is { } first && _now < first + s_startLimit && !(source.Runs?.Next(time) <= first));
}
