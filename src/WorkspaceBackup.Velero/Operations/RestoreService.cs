using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Restores many clusters, each from one concrete Backup, waits for it, looks at it again and removes its objects.
/// <c>docs/design/backup-and-restore.md</c> has the rules and their reasons.
/// </summary>
/// <param name="time">The clock of names, of ages and of all waiting.</param>
/// <param name="servers">Asked whether Velero runs; share one per process.</param>
/// <param name="lostLimit">
/// For how long without a break a cluster may fail to answer while it is waited for; 10 min.
/// </param>
public sealed class RestoreService(TimeProvider time, VeleroServers servers, TimeSpan? lostLimit = null)
{
    private readonly ObjectWait _wait = new(time, lostLimit ?? TimeSpan.FromMinutes(10));

    /// <summary>
    /// What would be restored from what, and what stands in the way; nothing is written but ServerStatusRequests.
    /// </summary>
    public async Task<RestorePlan> PlanAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var run = new RunWrite("restore", request.Unhealthy, time);
        var resolution = await RestoreResolution.RunAsync(
            request.Declaration, request.Clusters, time.GetUtcNow(), cancellationToken);
        var (_, plans) = await PrepareAsync(request, resolution, planning: true, cancellationToken);
        IReadOnlyList<Finding> announced = run.Judge(plans, resolution.Findings)
            ? [RestoreAnnouncement.Of(request.Declaration, resolution, run.Skipped.Keys, time.GetUtcNow())]
            : [];
        return new(resolution.Choices, resolution.LeftOut, [.. run.Findings, .. announced]);
    }

    /// <summary>Chooses and validates everywhere, then starts everywhere, then waits.</summary>
    public async Task<RestoreResult> CreateAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var run = new RunWrite("restore", request.Unhealthy, time);
        var resolution = await RestoreResolution.RunAsync(
            request.Declaration, request.Clusters, time.GetUtcNow(), cancellationToken);
        var (at, plans) = await PrepareAsync(request, resolution, planning: false, cancellationToken);
        var restores = new SortedDictionary<string, RestoreRecord>(StringComparer.Ordinal);
        if (run.Judge(plans, resolution.Findings))
        {
            var written = await run.WriteAsync(plans, cancellationToken);
            foreach (var one in written)
            {
                Add(one.Writer.Cluster, one.Stored!);
            }

            if (request.Waiting is { } waiting)
            {
                var seen = await run.WaitAsync(
                    written,
                    static (cluster, found) => StateOf(RestoreRecord.Read(cluster, found)),
                    waiting,
                    _wait,
                    cancellationToken);
                foreach (var one in written)
                {
                    Add(one.Writer.Cluster, seen[one.Writer.Cluster.Name]);
                }
            }
        }

        return new RestoreResult
        {
            Run = new RunId(request.Declaration.Workspace, request.Declaration.Name, at),
            Restores = restores,
            LeftOut = resolution.LeftOut,
            Skipped = run.Skipped,
            Findings = run.Findings,
        };

        void Add(Cluster cluster, JsonObject restore) =>
            restores[cluster.Name] = RestoreRecord.Read(cluster, restore);
    }

    /// <summary>
    /// The Restores of one run as they stand now, by cluster; null for one that is no longer there: Velero removes it
    /// with its backup.
    /// </summary>
    public Task<IReadOnlyDictionary<string, Outcome<RestoreRecord?>>> ObserveAsync(
        IReadOnlyDictionary<Cluster, string> restores, string operationId, CancellationToken cancellationToken) =>
        RunLookup.FindAllAsync("restores", restores, operationId, RestoreRecord.Read, cancellationToken);

    /// <summary>
    /// What to tell about a Restore that ended when nobody waited for it: a warning, or null when it is Completed.
    /// </summary>
    public static Finding? EndOf(RestoreRecord restore, bool allowPartiallyFailed) =>
        RunVerdict.OfUnwatchedEnd(StateOf(restore), allowPartiallyFailed);

    /// <summary>
    /// Removes the Restore objects of one run; what they restored stays. Does not wait: Velero's finalizer lets an
    /// object go only while a server runs.
    /// </summary>
    /// <returns>By cluster, what stands in the way; null: its removal was accepted.</returns>
    public async Task<IReadOnlyDictionary<string, Finding?>> DeleteAsync(
        IReadOnlyDictionary<Cluster, string> restores, string operationId, CancellationToken cancellationToken)
    {
        var deleted = await Task.WhenAll(restores.Select(async entry =>
            (entry.Key.Name, Finding: await ClusterWork.GuardAsync(
                entry.Key.Name,
                () => RemoveAsync(entry.Key, entry.Value, operationId, cancellationToken),
                static fault => Finding.Of(fault)))));
        return deleted.ToDictionary(one => one.Name, one => one.Finding, StringComparer.Ordinal);
    }

    internal static RunState StateOf(RestoreRecord restore) => new(
        restore.Cluster,
        $"Restore {restore.VeleroNamespace}/{restore.Name}",
        restore.Phase,
        restore.IsOver,
        restore.ItemsRestored,
        restore.TotalItems)
    {
        Errors = restore.Errors,
        Warnings = restore.Warnings,
        FailureReason = restore.FailureReason,
        ValidationErrors = restore.ValidationErrors,
        LogCommand = $"velero restore logs {restore.Name} --namespace {restore.VeleroNamespace}",
    };

    private static async Task<Finding?> RemoveAsync(
        Cluster cluster, string name, string operationId, CancellationToken cancellationToken)
    {
        var found = await RunLookup.FindAsync(cluster, "restores", name, operationId, cancellationToken);
        if (found.Fault is { } fault)
        {
            return fault.Kind == FaultKind.VeleroNotInstalled ? null : Finding.Of(fault);
        }

        if (found.Value is not { } restore)
        {
            return null;
        }

        var path = ApiPath.Velero("restores", cluster.VeleroNamespace, name);
        var uid = Json.Text(restore, "metadata", "uid");
        var deleted = await cluster.Api.DeleteAsync(path, uid, default, cancellationToken);
        return deleted.TryGet(out _, out var refused) || refused.Kind == FaultKind.NotFound
            ? null
            : Finding.Of(refused with { Object = path.ObjectName });
    }

    private Task<(DateTimeOffset At, IReadOnlyList<ClusterPlan> Plans)> PrepareAsync(
        RestoreRequest request, RestoreResolution resolution, bool planning, CancellationToken cancellationToken) =>
        RunTime.FirstFreeAsync(time, at => Task.WhenAll(request.Clusters.Select(cluster =>
            resolution.Faults.TryGetValue(cluster.Name, out var fault)
                ? Task.FromResult(ClusterPlan.Failed(cluster, fault))
                : resolution.Choices.TryGetValue(cluster.Name, out var choice)
                    ? ClusterWork.GuardAsync(
                        cluster.Name,
                        () => new RestorePreparation(request, cluster, choice, servers, at, planning)
                            .RunAsync(cancellationToken),
                        failed => ClusterPlan.Failed(cluster, failed))
                    : Task.FromResult(new ClusterPlan(cluster, null, null, [])))));
}
