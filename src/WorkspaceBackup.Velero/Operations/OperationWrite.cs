using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// One operation, written on all clusters once nothing stands in the way on any of them, and waited for. What was started is
/// never taken back: deleting the object does not stop Velero.
/// </summary>
/// <param name="kind"><c>backup</c> or <c>restore</c>, for messages.</param>
/// <param name="policy">What becomes of clusters that do not answer.</param>
internal sealed class OperationWrite(string kind, UnhealthyPolicy policy, TimeProvider time)
{
    private readonly FanOut _fanOut = new(policy, $"this {kind} leaves it out", time);

    public IReadOnlyList<Finding> Findings => _fanOut.Findings;

    public IReadOnlyDictionary<string, Fault> Skipped => _fanOut.Skipped;

    /// <summary>Judges what was found before the writes.</summary>
    /// <param name="found">What was found about the operation as a whole.</param>
    /// <returns>Whether the operation may begin.</returns>
    public bool Judge(IReadOnlyList<ClusterPlan> plans, IReadOnlyList<Finding> found)
    {
        _fanOut.Add(found);
        _fanOut.Judge(plans);
        if (!_fanOut.HasErrors && plans.All(plan => plan.Unhealthy is not null))
        {
            _fanOut.AddNoClusterLeft();
        }

        return !_fanOut.HasErrors;
    }

    /// <summary>
    /// One cluster first and then all others: an operation of another process that has the same name meets this one there,
    /// and the two do not split the clusters between them.
    /// </summary>
    /// <returns>What now exists, by cluster; null: the name was taken meanwhile, and nothing was stored.</returns>
    public async Task<IReadOnlyList<ObjectWritten>?> WriteAsync(
        IReadOnlyList<ClusterPlan> plans, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var writers = plans.Select(plan => plan.Writer).OfType<ObjectWriter>().ToList();
        var written = new List<ObjectWritten>();
        foreach (var writer in writers)
        {
            var first = (await _fanOut.WriteAsync([writer], cancellationToken))[0];
            if (first.Fault?.Kind == FaultKind.AlreadyExists && !isLastAttempt)
            {
                return null;
            }

            written.Add(first);
            if (first.Stored is not null || !first.Fault!.IsUnhealthy)
            {
                break;
            }
        }

        if (written.Any(one => one.Stored is not null))
        {
            written.AddRange(await _fanOut.WriteAsync(writers.Skip(written.Count), cancellationToken));
        }

        var stored = written.Where(one => one.Stored is not null).ToList();
        foreach (var one in written.Except(stored))
        {
            if (one.Fault is { IsUnhealthy: true } && !one.MayExist)
            {
                _fanOut.SkipOrFail(one.Fault);
            }
            else if (one.Fault is { } fault)
            {
                _fanOut.Add(Finding.Of(one.MayExist
                    ? fault with { Detail = $"{fault.Detail}; whether {one.Writer.Object} was stored there is not known" }
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
    /// <param name="diagnose">Why an object is not over when the time is.</param>
    /// <param name="review">What the files of an object that is over tell.</param>
    /// <param name="about">The operation, for titles.</param>
    /// <returns>The objects as they were last seen, by cluster, and what the files of those tell that are over.</returns>
    public async Task<IReadOnlyDictionary<string, (JsonObject Last, OperationReview? Review)>> WaitAsync(
        IReadOnlyList<ObjectWritten> written,
        Func<Cluster, JsonObject, OperationState> stateOf,
        Func<Cluster, JsonObject, CancellationToken, Task<Diagnosis>> diagnose,
        Func<Cluster, JsonObject, Task<OperationReview>> review,
        string about,
        OperationWaiting waiting,
        ObjectWait wait,
        CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(waiting.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        var results = await Task.WhenAll(written.Select(async one =>
        {
            var reports = new OperationReports(waiting.Progress, time);
            var standstill = new Standstill(
                time,
                async found => (await DiagnoseAsync(diagnose, one.Writer.Cluster, found)).Text,
                waiting.Progress);
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
                either.Token,
                found => standstill.SeeAsync(stateOf(one.Writer.Cluster, found), found));
            var last = result.Last ?? one.Stored!;
            return (State: stateOf(one.Writer.Cluster, last), Last: last, Result: result,
                Review: result.End == WaitEnd.Over && !stop.IsCancellationRequested ? await review(one.Writer.Cluster, last) : null,
                Diagnosis: result is { End: WaitEnd.Cancelled, Fault: null } && !stop.IsCancellationRequested
                    ? await DiagnoseAsync(diagnose, one.Writer.Cluster, last)
                    : null);
        }));

        var isStopped = stop.IsCancellationRequested;
        foreach (var (state, _, result, told, diagnosis) in results.Where(one => !isStopped || one.Result.End != WaitEnd.Cancelled))
        {
            if ((result.End == WaitEnd.Over
                ? OperationVerdict.OfEnd(state, waiting.AllowPartiallyFailed, waiting.AllowEmpty, told)
                : OperationVerdict.OfUnfinished(state, result, diagnosis)) is { } finding)
            {
                _fanOut.Add(finding);
            }
        }

        if (OperationVerdict.OfWarnings(
            results.Where(one => one.Result.End == WaitEnd.Over).Select(one => (one.State, one.Review)), about) is { } warnings)
        {
            _fanOut.Add(warnings);
        }

        _fanOut.Add(ReviewFindings.Of(
            [.. results.Where(one => one.Review is not null).Select(one => (one.State, one.Review!))],
            about, waiting.RequireVolumes, waiting.RequireVerified));

        var running = results.Where(one => isStopped && one.Result.End == WaitEnd.Cancelled).Select(one => one.State).ToList();
        if (running.Count > 0)
        {
            _fanOut.Add(OperationVerdict.OfStop(running));
        }

        return results.ToDictionary(one => one.State.Cluster, one => (one.Last, (OperationReview?)one.Review), StringComparer.Ordinal);
    }

    private async Task<Diagnosis> DiagnoseAsync(
        Func<Cluster, JsonObject, CancellationToken, Task<Diagnosis>> diagnose, Cluster cluster, JsonObject last)
    {
        using var limit = _fanOut.CleanUp();
        return await diagnose(cluster, last, limit.Token);
    }

    /// <summary>By the labels that only this operation's object has.</summary>
    private static string Selector(JsonObject stored) => string.Join(
        ',',
        ((IEnumerable<string>)[OwnedMetadata.WorkspaceLabel, OwnedMetadata.PrefixLabel, OwnedMetadata.RunLabel])
            .Select(label => $"{label}={Json.Text(stored, "metadata", "labels", label)}"));
}
