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
        // What was asked for was sorted out while it was read.
        var times = _runs.Values.SelectMany(runs => runs.Times).Distinct().OrderDescending().ToList();
        if (query.At is { } at && times.Count > 0)
        {
            times = [at];
        }

        BackupRun? run = null;
        BackupRun? inProgress = null;
        foreach (var time in times)
        {
            var found = RunAt(time);
            if (found.IsOver || query.At is not null)
            {
                run = found;
                break;
            }

            // With an interval the others' next ones are always still to come.
            if (SlotsOf(found)?.IsInterval != true || found.Backups.Values.Any(static backup => !backup.Phase.IsOver()))
            {
                inProgress ??= found;
            }
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
        var exactly = IsOnDemand(time);
        var backups = new SortedDictionary<string, BackupRecord>(StringComparer.Ordinal);
        foreach (var (cluster, runs) in _runs)
        {
            if (runs.At(time, exactly) is { } backup)
            {
                backups[cluster] = backup;
            }
        }

        return new BackupRun(new RunId(query.Workspace, query.Prefix, time), IsOver(time, backups), backups);
    }

    private bool IsOver(DateTimeOffset time, IReadOnlyDictionary<string, BackupRecord> backups)
    {
        var slots = SlotsOf(time, backups.Keys);
        if (slots?.Next(time) <= _now)
        {
            return true;
        }

        var absent = _sources.Keys.Where(cluster => !backups.ContainsKey(cluster));
        return backups.Values.All(backup => backup.Phase.IsOver())
            && (slots is null || !absent.Any(cluster => IsToCome(cluster, time)));
    }

    private RunSlots? SlotsOf(BackupRun run) => SlotsOf(run.Id.Time, run.Backups.Keys);

    private RunSlots? SlotsOf(DateTimeOffset time, IEnumerable<string> clusters)
    {
        var exactly = IsOnDemand(time);
        return clusters.Select(cluster => _runs[cluster].SlotsAt(time, exactly)).FirstOrDefault(found => found is not null);
    }

    /// <summary>What was made on demand is a run of its own, whatever a schedule makes after it.</summary>
    private bool IsOnDemand(DateTimeOffset time) => _runs.Values.Any(runs => runs.IsOnDemandAt(time));

    /// <summary>
    /// A cluster whose time within the run has not come yet, or only just: staggered ones come one after the other.
    /// </summary>
    private bool IsToCome(string cluster, DateTimeOffset time) => _sources[cluster].Any(source => source.Due is { } due
        && (due.IsInterval || (due.FirstFrom(time) is { } first && _now < first + s_startLimit
            && !(source.Runs?.Next(time) <= first))));
}
