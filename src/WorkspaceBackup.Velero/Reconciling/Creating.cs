using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// A create: everywhere or nowhere. Terraform destroys what a failed create returns as state, so a failure takes back
/// what was made and returns none; only what could not be taken back is returned.
/// </summary>
internal sealed class Creating<TElement>(Preparation<TElement> preparation, Settling<TElement> settling, FanOut fanOut)
    where TElement : class, IElement
{
    private readonly SortedDictionary<string, Observation<TElement>> _clusters = new(
        preparation.Clusters.ToDictionary(cluster => cluster.Plan.Cluster.Name, cluster => cluster.Observed),
        StringComparer.Ordinal);

    /// <summary>Whether a cluster that does not answer may be left out; a plan may have promised it.</summary>
    public required bool MaySkip { get; init; }

    public async Task<ReconcileResult<TElement>> RunAsync(CancellationToken cancellationToken)
    {
        fanOut.Judge(preparation.Plans, _ => MaySkip);
        fanOut.Add(preparation.Findings);
        if (!fanOut.HasErrors && preparation.Writes.Count == 0)
        {
            fanOut.AddNoClusterLeft();
        }

        if (!fanOut.HasErrors)
        {
            await WriteAsync(cancellationToken);
        }

        return new ReconcileResult<TElement>
        {
            Clusters = _clusters,
            Skipped = fanOut.Skipped,
            Findings = fanOut.Findings,
        };
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var written = preparation.Writes
            .Zip(await fanOut.WriteAsync(preparation.Writes.Select(write => write.Writer), cancellationToken))
            .ToList();
        foreach (var (write, result) in written)
        {
            Judge(write, result);
        }

        var stored = written.Where(pair => pair.Second.Stored is not null).ToList();
        if (!fanOut.HasErrors && stored.Count == 0)
        {
            fanOut.AddNoClusterLeft();
        }

        if (!fanOut.HasErrors)
        {
            var settled = await Task.WhenAll(
                stored.Select(pair => ClusterWork.GuardAsync(
                    pair.Second.Cluster,
                    () => settling.WaitAsync(pair.First, pair.Second, cancellationToken),
                    fault => (pair.First.Read(pair.Second.Stored!), [Finding.Of(fault)]))));
            foreach (var (pair, (found, findings)) in stored.Zip(settled))
            {
                _clusters[pair.Second.Cluster] = new Observation<TElement>.Found(found);
                fanOut.Add(findings);
            }
        }

        if (!fanOut.HasErrors)
        {
            await Task.WhenAll(stored.Select(pair => LookFurtherAsync(pair.First, cancellationToken)));
        }

        if (fanOut.HasErrors)
        {
            var rolledBack = await Task.WhenAll(written.Select(pair => ClusterWork.GuardAsync<(Observation<TElement>, IReadOnlyList<Finding>)>(
                pair.Second.Cluster,
                async () => await RollBackAsync(pair.First, pair.Second),
                static fault => (new Observation<TElement>.Failed(fault), [Finding.Of(fault)]))));
            foreach (var (pair, (observation, failures)) in written.Zip(rolledBack))
            {
                _clusters[pair.Second.Cluster] = observation;
                fanOut.Add(failures);
            }
        }
    }

    private async Task LookFurtherAsync(PreparedWrite<TElement> write, CancellationToken cancellationToken)
    {
        var cluster = write.Writer.Cluster.Name;
        var found = ((Observation<TElement>.Found)_clusters[cluster]).Object;
        var seen = await ClusterWork.GuardAsync(cluster, () => write.LookFurther(found, cancellationToken), _ => found);
        lock (_clusters)
        {
            _clusters[cluster] = new Observation<TElement>.Found(seen);
        }
    }

    private void Judge(PreparedWrite<TElement> write, ObjectWritten result)
    {
        switch (result.Fault)
        {
            case null:
                _clusters[result.Cluster] = new Observation<TElement>.Found(write.Read(result.Stored!));
                break;
            case { IsUnhealthy: true } fault when result.Stored is null:
                _clusters[result.Cluster] = new Observation<TElement>.Failed(fault);
                fanOut.SkipOrFail(fault, MaySkip, result.MayExist
                    ? $" Whether {write.Writer.Object} was stored there is not known; if it was, the next write takes it over."
                    : "");
                break;
            case { } fault:
                fanOut.Add(Finding.Of(fault));
                break;
        }
    }

    /// <summary>What was there before, adopted or not, stays.</summary>
    private async Task<(Observation<TElement> Observation, IReadOnlyList<Finding> Failures)> RollBackAsync(
        PreparedWrite<TElement> write, ObjectWritten result)
    {
        var gone = new Observation<TElement>.Missing(write.Writer.ClusterUid);
        var path = write.Target.Path;
        using var limit = fanOut.CleanUp();
        var left = await write.Target.TakeBackAsync(write.Writer.Current, limit.Token);
        var stored = result.IsMade ? write.Read(result.Stored!) : null;
        if (stored is null)
        {
            if (result.IsAbsent || write.Writer.Current is not null)
            {
                return (gone, left);
            }

            // The write had no answer, and neither had the question what became of it: ask once more.
            var found = await write.Writer.Cluster.Api.GetAsync(path, limit.Token);
            if (!found.TryGet(out var seen, out var lookFault))
            {
                return (gone, lookFault.Kind == FaultKind.NotFound
                    ? left
                    : [.. left, NotRolledBack(write, lookFault, "It may have been stored")]);
            }

            if (!write.Writer.IsOwn(seen))
            {
                return (gone, left);
            }

            stored = write.Read(seen);
        }

        var deleted = await write.Writer.Cluster.Api.DeleteAsync(path, stored.Uid, default, limit.Token);
        return deleted.TryGet(out _, out var fault) || fault.Kind == FaultKind.NotFound
            ? (gone, left)
            : (new Observation<TElement>.Found(stored), [.. left, NotRolledBack(write, fault, "It stays")]);
    }

    private static Finding NotRolledBack(PreparedWrite<TElement> write, Fault fault, string what) => Finding.Error(
        FindingKind.NotRolledBack,
        write.Writer.Cluster.Name,
        $"The create failed, and {write.Writer.Object} on this cluster could not be deleted again "
        + $"({FaultReason.Of(fault.Kind)}). {what}; to delete it, with the kubeconfig of that cluster: {write.Writer.Cluster.Kubectl(write.Target.Path.DeleteArguments)}",
        null,
        write.Writer.Object) with
    {
        Fault = fault,
    };
}
