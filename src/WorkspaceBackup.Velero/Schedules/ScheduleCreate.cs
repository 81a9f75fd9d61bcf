using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// A create: everywhere or nowhere. Terraform destroys what a failed create returns as state, so a failure takes back
/// what was made and returns none; only what could not be taken back is returned.
/// </summary>
internal sealed class ScheduleCreate(ScheduleRequest request, Preflight preflight, Takeover takeover, FanOut fanOut)
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

        fanOut.Judge(preparation.Plans);
        fanOut.Add(preparation.Findings);
        if (!fanOut.HasErrors && preparation.Writes.Count == 0)
        {
            fanOut.AddNoClusterLeft();
        }

        if (!fanOut.HasErrors)
        {
            await WriteAsync(preparation.Writes, cancellationToken);
        }

        return new ScheduleResult
        {
            Clusters = ScheduleService.ByCluster(_clusters.Select(entry => (entry.Key, entry.Value))),
            Skipped = fanOut.Skipped,
            Findings = fanOut.Findings,
        };
    }

    private async Task WriteAsync(IReadOnlyList<ScheduleWrite> writes, CancellationToken cancellationToken)
    {
        var written = await fanOut.WriteAsync(writes.Select(write => write.Writer), cancellationToken);
        foreach (var (write, result) in writes.Zip(written))
        {
            Judge(write, result);
        }

        var stored = writes.Zip(written).Where(pair => pair.Second.Stored is not null).ToList();
        if (!fanOut.HasErrors && stored.Count == 0)
        {
            fanOut.AddNoClusterLeft();
        }

        if (!fanOut.HasErrors)
        {
            var taken = await Task.WhenAll(
                stored.Select(pair => takeover.WaitAsync(pair.First, pair.Second, cancellationToken)));
            foreach (var (pair, (schedule, findings)) in stored.Zip(taken))
            {
                _clusters[pair.Second.Cluster] = new ScheduleObservation.Found(schedule);
                fanOut.Add(findings);
            }
        }

        if (fanOut.HasErrors)
        {
            var rolledBack = await Task.WhenAll(
                writes.Zip(written).Select(pair => RollBackAsync(pair.First, pair.Second)));
            foreach (var (result, (observation, failure)) in written.Zip(rolledBack))
            {
                _clusters[result.Cluster] = observation;
                if (failure is not null)
                {
                    fanOut.Add(failure);
                }
            }
        }
    }

    private void Judge(ScheduleWrite write, ObjectWritten result)
    {
        switch (result.Fault)
        {
            case null:
                _clusters[result.Cluster] = new ScheduleObservation.Found(write.Read(result.Stored!));
                break;
            case { IsUnhealthy: true } fault when result.Stored is null:
                _clusters[result.Cluster] = new ScheduleObservation.Failed(fault);
                fanOut.SkipOrFail(fault, also: result.MayExist
                    ? " Whether the Schedule was stored there is not known; if it was, the next apply takes it over."
                    : "");
                break;
            case { } fault:
                fanOut.Add(Finding.Of(fault));
                break;
        }
    }

    /// <summary>What was there before, adopted or not, stays.</summary>
    private async Task<(ScheduleObservation Observation, Finding? Failure)> RollBackAsync(
        ScheduleWrite write, ObjectWritten result)
    {
        var gone = new ScheduleObservation.Missing(write.Writer.ClusterUid);
        var path = write.Manifest.Path;
        using var limit = fanOut.CleanUp();
        var stored = result.IsMade ? write.Read(result.Stored!) : null;
        if (stored is null)
        {
            if (result.IsAbsent || write.Writer.Current is not null)
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

            if (!write.Writer.IsOwn(schedule))
            {
                return (gone, null);
            }

            stored = write.Read(schedule);
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
            + $"{write.Manifest.Path.DeleteCommand}",
            null,
            write.Writer.Object);
        return finding with { Fault = fault };
    }
}
