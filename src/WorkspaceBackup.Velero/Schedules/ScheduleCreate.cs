using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// A create: everywhere or nowhere. Terraform destroys what a failed create returns as state, so a failure takes back
/// what was made and returns none; only what could not be taken back is returned.
/// </summary>
internal sealed class ScheduleCreate(
    ScheduleRequest request, SchedulePreflight preflight, Takeover takeover, Func<CancellationTokenSource> cleanUp)
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, Fault> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScheduleObservation> _clusters = new(StringComparer.Ordinal);

    public async Task<ScheduleResult> RunAsync(CancellationToken cancellationToken)
    {
        var preparation = await SchedulePreparation.RunAsync(
            request, preflight, planning: false, cancellationToken);
        _findings.AddRange(preparation.Findings);
        foreach (var (cluster, observed) in preparation.Observed)
        {
            _clusters[cluster] = observed;
        }

        foreach (var fault in preparation.Unhealthy.Values)
        {
            SkipOrFail(fault);
        }

        if (!HasErrors && preparation.Writes.Count == 0)
        {
            _findings.Add(ScheduleService.NoClusterLeft(_skipped.Values));
        }

        if (!HasErrors)
        {
            await WriteAsync(preparation.Writes, cancellationToken);
        }

        return new ScheduleResult
        {
            Clusters = ScheduleService.ByCluster(_clusters.Select(entry => (entry.Key, entry.Value))),
            Skipped = _skipped,
            Findings = [.. _findings.Distinct()],
        };
    }

    private bool HasErrors => _findings.Any(finding => finding.IsError);

    private void SkipOrFail(Fault fault, string also = "")
    {
        _clusters[fault.Cluster] = new ScheduleObservation.Failed(fault);
        if (request.Unhealthy == UnhealthyPolicy.Fail)
        {
            _findings.Add(Finding.Of(fault));
            return;
        }

        _skipped[fault.Cluster] = fault;
        _findings.Add(ScheduleService.Skipped(fault, also));
    }

    private async Task WriteAsync(List<ScheduleWrite> writes, CancellationToken cancellationToken)
    {
        var written = await Task.WhenAll(writes.Select(write => write.ExecuteAsync(cleanUp, cancellationToken)));
        foreach (var result in written)
        {
            Judge(result);
        }

        var stored = written.Where(result => result.Stored is not null).ToList();
        if (!HasErrors && stored.Count == 0)
        {
            _findings.Add(ScheduleService.NoClusterLeft(_skipped.Values));
        }

        if (!HasErrors)
        {
            var taken = await Task.WhenAll(stored.Select(result => takeover.WaitAsync(result, cancellationToken)));
            foreach (var (result, (schedule, findings)) in stored.Zip(taken))
            {
                _clusters[result.Cluster] = new ScheduleObservation.Found(schedule);
                _findings.AddRange(findings);
            }
        }

        if (HasErrors)
        {
            var rolledBack = await Task.WhenAll(written.Select(RollBackAsync));
            foreach (var (result, (observation, failure)) in written.Zip(rolledBack))
            {
                _clusters[result.Cluster] = observation;
                if (failure is not null)
                {
                    _findings.Add(failure);
                }
            }
        }
    }

    private void Judge(ScheduleWritten result)
    {
        _findings.AddRange(result.Findings);
        switch (result.Fault)
        {
            case null:
                _clusters[result.Cluster] = new ScheduleObservation.Found(result.Stored!);
                break;
            case { IsUnhealthy: true } fault when result.Stored is null:
                SkipOrFail(fault, result.IsAbsent
                    ? ""
                    : " Whether the Schedule was stored there is not known; if it was, the next apply takes it over.");
                break;
            case { } fault:
                _findings.Add(Finding.Of(fault));
                break;
        }
    }

    /// <summary>What was there before, adopted or not, stays.</summary>
    private async Task<(ScheduleObservation Observation, Finding? Failure)> RollBackAsync(ScheduleWritten result)
    {
        var write = result.Write;
        var gone = new ScheduleObservation.Missing(write.ClusterUid);
        var path = ApiPath.Velero("schedules", write.Cluster.VeleroNamespace, write.Manifest.Element.Name);
        using var limit = cleanUp();
        var stored = result.Made ? result.Stored : null;
        if (stored is null)
        {
            if (result.IsAbsent || write.Current is not null)
            {
                return (gone, null);
            }

            // The write had no answer, and neither had the question what became of it: ask once more.
            var found = await write.Cluster.Api.GetAsync(path, limit.Token);
            if (!found.TryGet(out var schedule, out var lookFault))
            {
                return (gone, lookFault.Kind == FaultKind.NotFound
                    ? null
                    : NotRolledBack(write, lookFault, "It may have been stored"));
            }

            stored = write.Read(schedule);
            if (request.InstanceToken is null || stored.InstanceToken != request.InstanceToken)
            {
                return (gone, null);
            }
        }

        var deleted = await write.Cluster.Api.DeleteAsync(path, stored.Uid, default, limit.Token);
        return deleted.TryGet(out _, out var fault) || fault.Kind == FaultKind.NotFound
            ? (gone, null)
            : (new ScheduleObservation.Found(stored), NotRolledBack(write, fault, "It stays"));
    }

    private static Finding NotRolledBack(ScheduleWrite write, Fault fault, string what)
    {
        var finding = Finding.Error(
            FindingKind.NotRolledBack,
            write.Cluster.Name,
            "The create failed, and its Schedule on this cluster could not be deleted again "
            + $"({FaultReason.Of(fault.Kind)}). {what}; to delete it: "
            + $"{ScheduleService.DeleteCommand(write.Manifest.Element.Name, write.Cluster.VeleroNamespace)}",
            null,
            write.Object);
        return finding with { Fault = fault };
    }
}
