using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// An update: refused anywhere, nothing is written; after that each cluster is brought as far as it goes, and the
/// result says what each has reached.
/// </summary>
internal sealed class ScheduleUpdate(ScheduleRequest request, Preflight preflight, Takeover takeover, FanOut fanOut)
{
    private readonly Dictionary<string, ScheduleObservation> _clusters = new(StringComparer.Ordinal);

    public async Task<ScheduleResult> RunAsync(CancellationToken cancellationToken)
    {
        var preparation = await SchedulePreparation.RunAsync(
            request, preflight, planning: false, cancellationToken);
        foreach (var cluster in preparation.Clusters)
        {
            _clusters[cluster.Plan.Cluster.Name] = cluster.Observed;
        }

        var isRefused = preparation.Plans.SelectMany(plan => plan.Findings).Concat(preparation.Findings)
                .Any(finding => finding.IsError)
            || (request.Unhealthy == UnhealthyPolicy.Fail && preparation.Plans.Any(plan => plan.Unhealthy is not null));

        // Only a cluster that joins can be skipped: the plan has promised what becomes of those that the state knows.
        fanOut.Judge(preparation.Plans, cluster => !request.Known.ContainsKey(cluster));
        fanOut.Add(preparation.Findings);
        if (!isRefused && request.Write.Count > 0 && preparation.Writes.Count == 0 && preparation.Removals.Count == 0)
        {
            fanOut.AddNoClusterLeft();
        }

        if (!isRefused)
        {
            var writing = Task.WhenAll(preparation.Writes.Select(write => WriteAsync(write, cancellationToken)));
            var removing = Task.WhenAll(
                preparation.Removals.Select(removal => removal.RunAsync(default, cancellationToken)));
            foreach (var (cluster, observation, findings) in await writing)
            {
                _clusters[cluster] = observation;
                fanOut.Add(findings);
            }

            foreach (var (removal, (observation, findings)) in preparation.Removals.Zip(await removing))
            {
                _clusters[removal.Cluster.Name] = observation;
                fanOut.Add(findings);
            }
        }

        return new ScheduleResult
        {
            Clusters = ScheduleService.ByCluster(_clusters.Select(entry => (entry.Key, entry.Value))),
            Skipped = fanOut.Skipped,
            Findings = fanOut.Findings,
        };
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

        var written = await write.Writer.ExecuteAsync(fanOut.CleanUp, cancellationToken);
        if (written.Fault is { } fault)
        {
            ScheduleObservation reached = written switch
            {
                { Stored: { } stored } => new ScheduleObservation.Found(write.Read(stored)),
                { IsAbsent: true } => new ScheduleObservation.Missing(write.Writer.ClusterUid),
                _ => new ScheduleObservation.Failed(fault),
            };
            return (written.Cluster, reached, [.. written.Findings, Finding.Of(fault)]);
        }

        var (schedule, findings) = await takeover.WaitAsync(write, written, cancellationToken);
        return (written.Cluster, new ScheduleObservation.Found(schedule), [.. written.Findings, .. findings]);
    }
}
