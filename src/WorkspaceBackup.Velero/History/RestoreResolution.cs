using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <summary>Which backup each cluster is restored from, chosen for all clusters together.</summary>
internal sealed class RestoreResolution
{
    private const string FromBackupsField = "from_backups";

    private readonly SortedDictionary<string, RestoreChoice> _choices = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Fault> _faults = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];

    // The clusters that do not show the backup of the one that they are to be restored from.
    private readonly List<(string Cluster, string Source, RunId? Run)> _unseen = [];

    public IReadOnlyDictionary<string, RestoreChoice> Choices => _choices;

    /// <summary>The clusters whose backups could not be listed.</summary>
    public IReadOnlyDictionary<string, Fault> Faults => _faults;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>
    /// Newer runs that ended in time and are not taken, newest first, each with the clusters without a usable backup in it.
    /// </summary>
    public IReadOnlyList<(RunId Run, StringSet Without)> PassedOver { get; private set; } = [];

    /// <summary>Clusters of the run that are not in the workspace now, with the reason.</summary>
    public StringMap LeftOut { get; private set; } = StringMap.Empty;

    public static async Task<RestoreResolution> RunAsync(
        RestoreSelection selection,
        IReadOnlyList<Cluster> clusters,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var resolution = new RestoreResolution();
        if (selection.Before > now)
        {
            // Until then another run may end, and what was planned would not be what is restored.
            resolution._findings.Add(Finding.Error(
                FindingKind.NoBackup,
                "",
                $"{selection.Before.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} is still to come: which backup is the last one before it is not "
                + "known yet.",
                "before") with
            {
                Facts = FindingFacts.TimeToCome,
            });
            return resolution;
        }

        if (selection.FromBackups is { } named)
        {
            await resolution.TakeNamedAsync(selection, named, clusters, cancellationToken);
            return resolution;
        }

        var read = await Task.WhenAll(clusters.Select(async cluster =>
            (cluster.Name, Backups: await ClusterWork.GuardAsync(
                cluster.Name, () => RestoreSources.FindAsync(cluster, selection, cancellationToken)))));
        var byCluster = new SortedDictionary<string, IReadOnlyList<ListedBackup>>(StringComparer.Ordinal);
        foreach (var (cluster, backups) in read)
        {
            if (backups.TryGet(out var found, out var fault))
            {
                byCluster[cluster] = found;
            }
            else
            {
                resolution._faults[cluster] = fault;
            }
        }

        resolution.Choose(selection, byCluster, clusters.Count > 1);
        resolution._findings.AddRange(await Task.WhenAll(resolution._unseen.Select(one => UnseenBackup.ExplainAsync(
            clusters.First(cluster => cluster.Name == one.Cluster), one.Source, one.Run, selection, cancellationToken))));
        return resolution;
    }

    private async Task TakeNamedAsync(
        RestoreSelection selection, StringMap named, IReadOnlyList<Cluster> clusters, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(clusters.Where(cluster => named.ContainsKey(cluster.Name)).Select(async cluster =>
            (cluster.Name, Found: await ClusterWork.GuardAsync(
                cluster.Name, () => NamedBackup.FindAsync(cluster, named[cluster.Name], selection.AllClusters, cancellationToken)))));
        foreach (var (cluster, outcome) in read)
        {
            if (!outcome.TryGet(out var found, out var fault))
            {
                _faults[cluster] = fault;
            }
            else if (found.Backup is { } backup)
            {
                Take(selection, cluster, null, backup, found.Of, FromBackupsField);
            }
            else
            {
                _findings.Add(Finding.Error(
                    FindingKind.NoBackup,
                    cluster,
                    $"Cluster \"{cluster}\" has no Backup \"{found.Name}\""
                    + (found.Elsewhere is { } elsewhere
                        ? $". Cluster \"{elsewhere}\" has one."
                        : found.Others.Count == 0 ? ", nor any other: Velero shows there what its BackupStorageLocations hold."
                        : found.AreNear ? $". Its name is like that of {Quoted(found.Others)}."
                        : $". The newest that it has: {Quoted(found.Others)}."),
                    FromBackupsField) with
                {
                    Facts = found.Elsewhere is null ? FindingFacts.None : FindingFacts.Unseen,
                });
            }
        }
    }

    /// <param name="isFleet">More clusters than one are to be restored, whether they answer or not.</param>
    private void Choose(
        RestoreSelection selection, IReadOnlyDictionary<string, IReadOnlyList<ListedBackup>> byCluster, bool isFleet)
    {
        if (byCluster.Count == 0)
        {
            return;
        }

        var before = Before(selection, byCluster);
        _findings.AddRange(selection.Chosen
            .Where(one => byCluster.ContainsKey(one.Key) && !before.ContainsKey(one.Key))
            .Select(one => Finding.Error(
                FindingKind.NoBackup,
                one.Key,
                $"Backup \"{one.Value}\" was planned for cluster \"{one.Key}\" and is not among its backups of that run any more: it was "
                + "deleted, or it expired. Nothing was restored.") with
            {
                Facts = FindingFacts.GoneSincePlanned,
            }));
        if (_findings.Count > 0)
        {
            return;
        }

        var run = selection.FromRun ?? before.Values.FirstOrDefault()?.Run ?? Newest(selection, byCluster, isFleet);
        var alone = isFleet && selection.FromRun is null && before.Count == 0
            ? byCluster.Values.SelectMany(static backups => backups)
                .Where(listed => listed.IsAlone && IsUsable(listed.Backup, selection)).Max(static listed => (DateTimeOffset?)listed.Run.Time)
            : null;
        if (alone > run?.Time || (alone is not null && run is null))
        {
            _findings.Add(Alone(
                $"The newest backups of \"{selection.FromSchedule}\" are of @every: each Velero counts from its own last backup, so clusters share no "
                + "run."
                + (run is { } older ? $" The newest run that the clusters share is older: {older}." : ""),
                "from_schedule",
                selection, byCluster, static _ => 0));
            return;
        }

        if (run is not { } chosen)
        {
            _unseen.AddRange(byCluster
                .Where(static entry => entry.Value.Count == 0)
                .SelectMany(entry => selection.SourceClusters.Where(one => one.Key == entry.Key))
                .Select(static one => (one.Key, one.Value, (RunId?)null)));
            if (_unseen.Count > 0)
            {
                return;
            }

            _findings.Add(Finding.Error(
                FindingKind.NoBackup,
                "",
                $"No run of \"{selection.FromSchedule}\" that ended before "
                + $"{selection.Before?.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} has a usable backup for each of "
                + $"{Quoted(byCluster.Keys)}.",
                "from_schedule") with
            {
                Facts = FindingFacts.NoRunForAll,
            });
            return;
        }

        var isAlone = false;
        foreach (var (cluster, backups) in byCluster)
        {
            var best = before.GetValueOrDefault(cluster)?.Backup ?? Best(backups, chosen, byCluster, selection);
            if (best is null && backups.Any(static listed => listed.IsAlone))
            {
                isAlone = true;
            }
            else if (best is null && selection.SourceClusters.TryGetValue(cluster, out var source))
            {
                _unseen.Add((cluster, source, chosen));
            }
            else if (best is null)
            {
                _findings.Add(Missing(cluster, chosen));
            }
            else
            {
                Take(selection, cluster, chosen, best, null, "from_backup");
            }
        }

        if (isAlone)
        {
            _findings.Add(Alone(
                $"Not every cluster has a backup in the run {chosen}: with @every each Velero counts from its own last backup, and each "
                + "backup is a run of its own cluster.",
                "from_backup",
                selection, byCluster, listed => (listed.Run.Time - chosen.Time).Duration().Ticks));
        }

        var known = selection.WorkspaceClusters;
        var sources = selection.SourceClusters.Values.ToHashSet(StringComparer.Ordinal);
        LeftOut = new StringMap(_choices.Values
            .SelectMany(choice => choice.Backup.RunClusters ?? StringSet.Empty)
            .Distinct()
            .Where(cluster => !known.Contains(cluster) && !sources.Contains(cluster))
            .Select(cluster => KeyValuePair.Create(cluster, "the cluster is not in the workspace any more")));
    }

    /// <param name="run">Null: the backup is named.</param>
    /// <param name="of">The cluster that was backed up, where it is another one.</param>
    /// <param name="field">The argument that says which backup.</param>
    private void Take(
        RestoreSelection selection, string cluster, RunId? run, BackupRecord backup, string? of, string field)
    {
        if (backup.Phase.IsUsable(selection.AllowPartiallyFailed))
        {
            var content = new RestoredNamespaces(selection, cluster, backup);
            _findings.AddRange([.. backup.Findings, .. content.Findings]);
            if (!content.IsNothing)
            {
                _choices[cluster] = new RestoreChoice(run, backup, content.Wanted, of);
            }

            return;
        }

        _findings.Add(Finding.Error(
            FindingKind.NoBackup,
            cluster,
            $"Backup {backup.Name} on cluster \"{cluster}\" is {PlainText.Line(backup.PhaseText, 100)} and cannot be restored from.",
            field) with
        {
            Facts = (run is null ? FindingFacts.None : FindingFacts.OfRun)
                | (backup.Phase == BackupPhase.PartiallyFailed ? FindingFacts.IsPartial : FindingFacts.None),
        });
    }

    /// <summary>What was chosen before and is still there, by cluster.</summary>
    private static Dictionary<string, ListedBackup> Before(
        RestoreSelection selection, IReadOnlyDictionary<string, IReadOnlyList<ListedBackup>> byCluster) => byCluster
        .Select(entry => (entry.Key, Listed: entry.Value.FirstOrDefault(
            listed => listed.Backup.Name == selection.Chosen.GetValueOrDefault(entry.Key))))
        .Where(static one => one.Listed is not null)
        .ToDictionary(static one => one.Key, static one => one.Listed!, StringComparer.Ordinal);

    /// <summary>The newest run with a usable backup for every cluster.</summary>
    private RunId? Newest(
        RestoreSelection selection, IReadOnlyDictionary<string, IReadOnlyList<ListedBackup>> byCluster, bool isFleet)
    {
        var passed = new List<(RunId Run, StringSet Without)>();
        foreach (var run in byCluster.Values
            .SelectMany(static backups => backups)
            .Where(listed => !(isFleet && listed.IsAlone))
            .Select(static listed => listed.Run)
            .Distinct()
            .OrderByDescending(candidate => candidate.Time))
        {
            var without = StringSet.From(byCluster
                .Where(entry => Best(entry.Value, run, byCluster, selection) is not { } best || !IsUsable(best, selection))
                .Select(entry => entry.Key));
            if (without.Count == 0)
            {
                PassedOver = passed;
                return run;
            }

            // A run that no cluster could be restored from is no loss.
            if (without.Count < byCluster.Count)
            {
                passed.Add((run, without));
            }
        }

        return null;
    }

    /// <summary>Clusters share no run; of each the Backup that can be named instead.</summary>
    /// <param name="distance">Of equals the newest is taken.</param>
    private static Finding Alone(
        string text,
        string field,
        RestoreSelection selection,
        IReadOnlyDictionary<string, IReadOnlyList<ListedBackup>> byCluster,
        Func<ListedBackup, long> distance)
    {
        var best = byCluster.Select(entry => (Cluster: entry.Key, Listed: entry.Value
            .Where(listed => IsUsable(listed.Backup, selection))
            .OrderBy(distance)
            .ThenByDescending(static listed => listed.Backup.MadeAt)
            .FirstOrDefault())).ToList();
        var none = best.FindAll(static one => one.Listed is null).ConvertAll(static one => one.Cluster);
        return Finding.Error(
            FindingKind.NoCommonRun, "", text + (none.Count == 0 ? "" : $" Without a usable backup: {Quoted(none)}."), field) with
        {
            Instead = [.. best.Where(static one => one.Listed is not null)
                .Select(static one => KeyValuePair.Create(one.Cluster, one.Listed!.Backup.Name))],
        };
    }

    private static Finding Missing(string cluster, RunId run) => Finding.Error(
        FindingKind.NoBackup, cluster, $"Cluster \"{cluster}\" has no backup in the run {run}.", "from_backup") with
    {
        Facts = FindingFacts.NotInRun,
    };

    private static bool IsUsable(BackupRecord backup, RestoreSelection selection) =>
        backup.Phase.IsUsable(selection.AllowPartiallyFailed)
        && (selection.Before is not { } before || backup.CompletedAt < before);

    /// <summary>Of several in one run a complete one, of equals the newest.</summary>
    private static BackupRecord? Best(
        IReadOnlyList<ListedBackup> backups,
        RunId run,
        IReadOnlyDictionary<string, IReadOnlyList<ListedBackup>> byCluster,
        RestoreSelection selection)
    {
        // A run that clusters share is none of what one of them made alone in the same second.
        var isShared = byCluster.Values.Any(all => all.Any(listed => listed.Run.Time == run.Time && !listed.IsAlone));
        return backups
            .Where(listed => listed.Run.Time == run.Time && !(isShared && listed.IsAlone))
            .OrderByDescending(static listed => listed.Backup.Phase == BackupPhase.Completed)
            .ThenByDescending(listed => IsUsable(listed.Backup, selection))
            .ThenByDescending(static listed => listed.Backup.MadeAt)
            .ThenBy(static listed => listed.Backup.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Backup;
    }

    private static string Quoted(IEnumerable<string> names) => NameList.Quoted(names);
}
