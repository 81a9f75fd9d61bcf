using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// An update: refused anywhere, nothing is written; after that each cluster is brought as far as it goes, and the
/// result says what each has reached.
/// </summary>
internal sealed class ScheduleUpdate(
    ScheduleRequest request, SchedulePreflight preflight, Takeover takeover, Func<CancellationTokenSource> cleanUp)
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, Fault> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScheduleObservation> _clusters = new(StringComparer.Ordinal);

    public async Task<ScheduleResult> RunAsync(CancellationToken cancellationToken)
    {
        var preparation = await SchedulePreparation.RunAsync(
            request, preflight, planning: false, cancellationToken);
        var isRefused = preparation.Findings.Any(finding => finding.IsError)
            || (request.Unhealthy == UnhealthyPolicy.Fail && preparation.Unhealthy.Count > 0);
        _findings.AddRange(preparation.Findings);
        foreach (var (cluster, observed) in preparation.Observed)
        {
            _clusters[cluster] = observed;
        }

        foreach (var fault in preparation.Unhealthy.Values)
        {
            SkipOrFail(fault);
        }

        if (!isRefused && request.Write.Count > 0 && preparation.Writes.Count == 0 && preparation.Removals.Count == 0)
        {
            _findings.Add(ScheduleService.NoClusterLeft(_skipped.Values));
        }

        if (!isRefused)
        {
            var writing = Task.WhenAll(preparation.Writes.Select(write => WriteAsync(write, cancellationToken)));
            var removing = Task.WhenAll(
                preparation.Removals.Select(removal => removal.RunAsync(default, cancellationToken)));
            foreach (var (cluster, observation, findings) in await writing)
            {
                _clusters[cluster] = observation;
                _findings.AddRange(findings);
            }

            foreach (var (removal, (observation, findings)) in preparation.Removals.Zip(await removing))
            {
                _clusters[removal.Cluster.Name] = observation;
                _findings.AddRange(findings);
            }
        }

        return new ScheduleResult
        {
            Clusters = ScheduleService.ByCluster(_clusters.Select(entry => (entry.Key, entry.Value))),
            Skipped = _skipped,
            Findings = [.. _findings.Distinct()],
        };
    }

    /// <summary>
    /// Only a cluster that joins can be skipped: the plan has promised what becomes of those that the state knows.
    /// </summary>
    private void SkipOrFail(Fault fault)
    {
        if (request.Unhealthy == UnhealthyPolicy.Fail || request.Known.ContainsKey(fault.Cluster))
        {
            _findings.Add(Finding.Of(fault));
            return;
        }

        _skipped[fault.Cluster] = fault;
        _findings.Add(ScheduleService.Skipped(fault));
    }

    private async Task<(string Cluster, ScheduleObservation Observation, IReadOnlyList<Finding> Findings)> WriteAsync(
        ScheduleWrite write, CancellationToken cancellationToken)
    {
        // First, so that it never makes backups twice; its replacement has passed the dry run.
        if (write.Former is { } former)
        {
            var (removed, found) = await former.RunAsync(default, cancellationToken);
            if (removed is ScheduleObservation.Failed)
            {
                return (write.Cluster.Name, removed, found);
            }
        }

        var written = await write.ExecuteAsync(cleanUp, cancellationToken);
        if (written.Fault is { } fault)
        {
            ScheduleObservation reached = written switch
            {
                { Stored: { } stored } => new ScheduleObservation.Found(stored),
                { IsAbsent: true } => new ScheduleObservation.Missing(write.ClusterUid),
                _ => new ScheduleObservation.Failed(fault),
            };
            return (written.Cluster, reached, [.. written.Findings, Finding.Of(fault)]);
        }

        var (schedule, findings) = await takeover.WaitAsync(written, cancellationToken);
        return (written.Cluster, new ScheduleObservation.Found(schedule), [.. written.Findings, .. findings]);
    }
}
