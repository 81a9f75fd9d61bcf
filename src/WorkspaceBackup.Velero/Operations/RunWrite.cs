using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
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
    private readonly FanOut _fanOut = new(policy, $"this {kind} leaves it out", time);

    public IReadOnlyList<Finding> Findings => _fanOut.Findings;

    public IReadOnlyDictionary<string, Fault> Skipped => _fanOut.Skipped;

    /// <summary>Judges what was found before the writes.</summary>
    /// <param name="found">What was found about the run as a whole.</param>
    /// <returns>Whether the run may begin.</returns>
    public bool Judge(IReadOnlyList<ClusterPlan> plans, params IEnumerable<Finding> found)
    {
        _fanOut.Add(found);
        _fanOut.Judge(plans);
        if (!_fanOut.HasErrors && plans.All(plan => plan.Unhealthy is not null))
        {
            _fanOut.AddNoClusterLeft();
        }

        return !_fanOut.HasErrors;
    }

    /// <returns>What now exists, by cluster.</returns>
    public async Task<IReadOnlyList<ObjectWritten>> WriteAsync(
        IReadOnlyList<ClusterPlan> plans, CancellationToken cancellationToken)
    {
        var written = await _fanOut.WriteAsync(plans.Select(plan => plan.Writer).OfType<ObjectWriter>(), cancellationToken);
        var stored = written.Where(result => result.Stored is not null).ToList();
        foreach (var result in written.Except(stored))
        {
            if (result.Fault is { IsUnhealthy: true } && !result.MayExist)
            {
                _fanOut.SkipOrFail(result.Fault);
            }
            else if (result.Fault is { } fault)
            {
                _fanOut.Add(Finding.Of(result.MayExist
                    ? fault with { Detail = $"{fault.Detail}; whether {result.Writer.Object} was stored there is not known" }
                    : fault));
            }
        }

        if (!_fanOut.HasErrors && stored.Count == 0)
        {
            _fanOut.AddNoClusterLeft();
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
                one.Writer.Cluster,
                one.Writer.Manifest.Path,
                Selector(one.Stored!),
                found =>
                {
                    var state = stateOf(one.Writer.Cluster, found);
                    reports.See(state);
                    return state.IsOver;
                },
                either.Token);
            return (one.Writer.Cluster, Last: result.Last ?? one.Stored!, Result: result);
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
                _fanOut.Add(finding);
            }
        }

        if (running.Count > 0)
        {
            _fanOut.Add(RunVerdict.OfStop(running));
        }

        return results.ToDictionary(result => result.Cluster.Name, result => result.Last, StringComparer.Ordinal);
    }

    /// <summary>By the labels that only this run's object has.</summary>
    private static string Selector(JsonObject stored) => string.Join(
        ',',
        ((IEnumerable<string>)[OwnedMetadata.WorkspaceLabel, OwnedMetadata.PrefixLabel, OwnedMetadata.RunLabel])
            .Select(label => $"{label}={Json.Text(stored, "metadata", "labels", label)}"));
}
