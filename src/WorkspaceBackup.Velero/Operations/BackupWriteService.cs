using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Makes on-demand backups over many clusters, waits for them, looks at them again and deletes them.
/// <c>docs/design/backup-and-restore.md</c> has the rules and their reasons.
/// </summary>
/// <param name="time">The clock of names and of all waiting.</param>
/// <param name="servers">Asked whether Velero runs.</param>
/// <param name="lostLimit">For how long without a break a cluster may fail to answer while it is waited for; 10 min.</param>
public sealed class BackupWriteService(TimeProvider time, VeleroServers servers, TimeSpan? lostLimit = null)
{
    private readonly ObjectWait _wait = new(time, lostLimit ?? TimeSpan.FromMinutes(10));

    /// <summary>A random text for <see cref="BackupWriteRequest.OperationId"/>: 128 bits.</summary>
    public static string NewOperationId() => Guid.NewGuid().ToString("N");

    /// <summary>
    /// What stands in the way of a request, found without storing anything but a ServerStatusRequest. For a plan: what an
    /// apply could still mend or skip is a warning.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> DryRunAsync(BackupWriteRequest request, CancellationToken cancellationToken)
    {
        var run = new RunWrite("backup", request.Unhealthy, time);
        run.Judge((await PrepareAsync(request, planning: true, cancellationToken)).Plans);
        return run.Findings;
    }

    /// <summary>Validates everywhere, then writes everywhere, then waits.</summary>
    public async Task<BackupWriteResult> CreateAsync(BackupWriteRequest request, CancellationToken cancellationToken)
    {
        var run = new RunWrite("backup", request.Unhealthy, time);
        var (at, plans) = await PrepareAsync(request, planning: false, cancellationToken);
        var backups = new SortedDictionary<string, BackupRecord>(StringComparer.Ordinal);
        if (run.Judge(plans))
        {
            var written = await run.WriteAsync(plans, cancellationToken);
            foreach (var one in written)
            {
                backups[one.Writer.Cluster.Name] = BackupReader.Read(one.Stored!, one.Writer.Cluster.Name);
            }

            if (request.Waiting is { } waiting)
            {
                var seen = await run.WaitAsync(
                    written,
                    static (cluster, found) => StateOf(cluster, BackupReader.Read(found, cluster.Name)),
                    waiting,
                    _wait,
                    cancellationToken);
                foreach (var (cluster, found) in seen)
                {
                    backups[cluster] = BackupReader.Read(found, cluster);
                }
            }
        }

        return new BackupWriteResult
        {
            Run = new RunId(request.Declaration.Workspace, request.Declaration.Name, at),
            Backups = backups,
            Skipped = run.Skipped,
            Findings = run.Findings,
        };
    }

    /// <summary>
    /// The Backups of one run as they stand now, by cluster. One that has expired or was deleted is null; a cluster that does
    /// not answer is a fault.
    /// </summary>
    /// <param name="backups">The Backups' names by cluster.</param>
    public Task<IReadOnlyDictionary<string, Outcome<BackupRecord?>>> ObserveAsync(
        IReadOnlyDictionary<Cluster, string> backups, string operationId, CancellationToken cancellationToken) =>
        RunLookup.FindAllAsync(
            "backups",
            backups,
            operationId,
            static (cluster, backup) => BackupReader.Read(backup, cluster.Name),
            cancellationToken);

    /// <summary>Deletes the Backups of one run with their data.</summary>
    /// <param name="limit">How long to wait for Velero.</param>
    /// <returns>By cluster, what stands in the way; null: it is gone.</returns>
    public async Task<IReadOnlyDictionary<string, Finding?>> DeleteAsync(
        IReadOnlyDictionary<Cluster, string> backups, string operationId, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var deleted = await Task.WhenAll(backups.Select(async entry => (
            entry.Key.Name,
            await ClusterWork.GuardAsync(
                entry.Key.Name,
                () => new BackupDeletion(entry.Key, entry.Value, operationId, servers, _wait).RunAsync(either.Token),
                static fault => Finding.Of(fault)))));
        return deleted.ToDictionary(one => one.Name, one => one.Item2, StringComparer.Ordinal);
    }

    /// <summary>
    /// What to tell about a Backup that ended when nobody waited for it: a warning, or null when it is Completed.
    /// </summary>
    public static Finding? EndOf(Cluster cluster, BackupRecord backup, bool allowPartiallyFailed) =>
        RunVerdict.OfUnwatchedEnd(StateOf(cluster, backup), allowPartiallyFailed);

    private static RunState StateOf(Cluster cluster, BackupRecord backup) => new(
        cluster.Name,
        $"Backup {cluster.VeleroNamespace}/{backup.Name}",
        backup.PhaseText,
        backup.Phase.IsOver(),
        backup.ItemsBackedUp,
        backup.TotalItems)
    {
        Errors = backup.Errors,
        Warnings = backup.Warnings,
        FailureReason = backup.FailureReason,
        ValidationErrors = backup.ValidationErrors,
        LogCommand = $"velero backup logs {backup.Name} --namespace {cluster.VeleroNamespace}",
    };

    private Task<(DateTimeOffset At, IReadOnlyList<ClusterPlan> Plans)> PrepareAsync(
        BackupWriteRequest request, bool planning, CancellationToken cancellationToken) =>
        RunTime.FirstFreeAsync(time, at => Task.WhenAll(request.Clusters.Select(
            cluster => ClusterWork.GuardAsync(
                cluster.Name,
                () => new BackupPreparation(request, cluster, servers, at, planning).RunAsync(cancellationToken),
                fault => ClusterPlan.Failed(cluster, fault)))));
}
