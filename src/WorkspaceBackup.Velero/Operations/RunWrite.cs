using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// One run, written on all clusters once nothing stands in the way on any of them, and waited for. What was started is
/// never taken back: deleting the object does not stop Velero.
/// </summary>
/// <param name="kind"><c>backup</c> or <c>restore</c>, for messages.</param>
/// <param name="policy">What becomes of clusters that do not answer.</param>
internal sealed class RunWrite(string kind, UnhealthyPolicy policy, TimeProvider time)
{
    /// <summary>What a stopped call may still take to find out what it did, per request.</summary>
    private static readonly TimeSpan s_cleanUpLimit = TimeSpan.FromSeconds(15);

    private readonly List<Finding> _findings = [];
    private readonly SortedDictionary<string, Fault> _skipped = new(StringComparer.Ordinal);

    public IReadOnlyList<Finding> Findings => [.. _findings.Distinct()];

    public IReadOnlyDictionary<string, Fault> Skipped => _skipped;

    private bool HasErrors => _findings.Any(finding => finding.IsError);

    /// <summary>Judges what was found before the writes.</summary>
    /// <param name="found">What was found about the run as a whole.</param>
    /// <returns>Whether the run may begin.</returns>
    public bool Judge(IReadOnlyList<ClusterPlan> plans, params IEnumerable<Finding> found)
    {
        _findings.AddRange(found);
        foreach (var plan in plans)
        {
            _findings.AddRange(plan.Findings);
            if (plan.Unhealthy is { } fault)
            {
                SkipOrFail(fault);
            }
        }

        _findings.AddRange(SameClusters(plans));
        if (!HasErrors && plans.All(plan => plan.Unhealthy is not null))
        {
            _findings.Add(ScheduleService.NoClusterLeft(_skipped.Values));
        }

        return !HasErrors;
    }

    /// <returns>What now exists, by cluster.</returns>
    public async Task<IReadOnlyList<ObjectWritten>> WriteAsync(
        IReadOnlyList<ClusterPlan> plans, CancellationToken cancellationToken)
    {
        var written = await Task.WhenAll(plans
            .Where(plan => plan.Write is not null)
            .Select(plan => plan.Write!.ExecuteAsync(() => new(s_cleanUpLimit, time), cancellationToken)));
        foreach (var result in written)
        {
            switch (result.Fault)
            {
                case null:
                    break;
                case { IsUnhealthy: true } fault when !result.MayExist:
                    SkipOrFail(fault);
                    break;
                case { } fault:
                    _findings.Add(Finding.Of(result.MayExist
                        ? fault with { Detail = $"{fault.Detail}; whether {result.Write.Path.ObjectName} was stored there is not known" }
                        : fault));
                    break;
            }
        }

        var stored = written.Where(result => result.Stored is not null).ToList();
        if (!HasErrors && stored.Count == 0)
        {
            _findings.Add(ScheduleService.NoClusterLeft(_skipped.Values));
        }

        return stored;
    }

    /// <summary>Waits for each object until it is over.</summary>
    /// <param name="stateOf">How an object stands.</param>
    /// <param name="limit">How long; from now on.</param>
    /// <returns>The objects as they were last seen, by cluster.</returns>
    public async Task<IReadOnlyDictionary<string, JsonObject>> WaitAsync(
        IReadOnlyList<ObjectWritten> written,
        Func<Cluster, JsonObject, RunState> stateOf,
        RunWaiting waiting,
        ObjectWait wait,
        CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(waiting.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        var results = await Task.WhenAll(written.Select(async one =>
        {
            var reports = new RunReports(waiting.Progress, time);
            var result = await wait.UntilAsync(
                one.Write.Cluster,
                one.Write.Path,
                Selector(one.Write.Body),
                found =>
                {
                    var state = stateOf(one.Write.Cluster, found);
                    reports.See(state);
                    return state.IsOver;
                },
                either.Token);
            return (one.Write.Cluster, Last: result.Last ?? one.Stored!, Result: result);
        }));

        var running = new List<RunState>();
        foreach (var (cluster, last, result) in results)
        {
            var state = stateOf(cluster, last);
            if (result.End == WaitEnd.Cancelled && stop.IsCancellationRequested)
            {
                running.Add(state);
            }
            else if ((result.End == WaitEnd.Over
                ? RunVerdict.OfEnd(state, waiting.AllowPartiallyFailed)
                : RunVerdict.OfUnfinished(state, result)) is { } finding)
            {
                _findings.Add(finding);
            }
        }

        if (running.Count > 0)
        {
            _findings.Add(RunVerdict.OfStop(running));
        }

        return results.ToDictionary(result => result.Cluster.Name, result => result.Last, StringComparer.Ordinal);
    }

    /// <summary>By the labels that only this run's object has.</summary>
    private static string Selector(JsonObject body) => string.Join(
        ',',
        ((IEnumerable<string>)[OwnedMetadata.WorkspaceLabel, OwnedMetadata.PrefixLabel, OwnedMetadata.RunLabel])
            .Select(label => $"{label}={Json.Text(body, "metadata", "labels", label)}"));

    private void SkipOrFail(Fault fault)
    {
        if (policy == UnhealthyPolicy.Fail)
        {
            _findings.Add(Finding.Of(fault));
            return;
        }

        _skipped[fault.Cluster] = fault;
        var skipped = Finding.Warning(
            FindingKind.ClusterSkipped,
            fault.Cluster,
            $"The cluster is not healthy and is skipped, so this {kind} leaves it out: {FaultReason.Of(fault.Kind)}.");
        _findings.Add(skipped with { Fault = fault });
    }

    /// <summary>One cluster under two names would be written on twice.</summary>
    private static IEnumerable<Finding> SameClusters(IReadOnlyList<ClusterPlan> plans) => plans
        .Where(plan => plan.Write is not null)
        .GroupBy(plan => (
            Json.Text(plan.Write!.Body, "metadata", "labels", OwnedMetadata.ClusterUidLabel), plan.Cluster.VeleroNamespace))
        .Where(same => same.Count() > 1)
        .SelectMany(same => same.Skip(1).Select(plan => Finding.Of(new Fault(
            FaultKind.SameCluster,
            plan.Cluster.Name,
            $"it has the same kube-system uid as cluster \"{same.First().Cluster.Name}\" and the same velero_namespace; correct "
            + "one of the two connections, or remove one entry"))));
}
