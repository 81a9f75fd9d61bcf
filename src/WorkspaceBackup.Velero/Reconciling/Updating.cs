using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// An update: refused anywhere, nothing is written; after that each cluster is brought as far as it goes, and the
/// result says what each has reached.
/// </summary>
internal sealed class Updating<TElement>(Preparation<TElement> preparation, Settling<TElement> settling, FanOut fanOut)
    where TElement : class, IElement
{
    private readonly SortedDictionary<string, Observation<TElement>> _clusters = new(
        preparation.Clusters.ToDictionary(cluster => cluster.Plan.Cluster.Name, cluster => cluster.Observed),
        StringComparer.Ordinal);

    public required Func<string, bool> MayBeSkipped { get; init; }

    /// <summary>A cluster that does not answer does not hold up the others.</summary>
    public required bool GoesOnWithoutSome { get; init; }

    public async Task<ReconcileResult<TElement>> RunAsync(CancellationToken cancellationToken)
    {
        var isRefused =
            preparation.Plans.SelectMany(plan => plan.Findings).Concat(preparation.Findings).Any(found => found.IsError)
            || (!GoesOnWithoutSome && preparation.Plans.Any(plan => plan.Unhealthy is not null));
        fanOut.Judge(preparation.Plans, MayBeSkipped);
        fanOut.Add(preparation.Findings);
        if (!isRefused && preparation is { Clusters.Count: > 0, Writes.Count: 0, Removals.Count: 0 })
        {
            fanOut.AddNoClusterLeft();
        }

        if (!isRefused)
        {
            var writing = Task.WhenAll(preparation.Writes.Select(write => ClusterWork.GuardAsync(
                write.Writer.Cluster.Name,
                () => WriteAsync(write, cancellationToken),
                fault => (write.Writer.Cluster.Name, new Observation<TElement>.Failed(fault), [Finding.Of(fault)]))));
            var removing = Task.WhenAll(
                preparation.Removals.Select(removal => removal.GuardedAsync(cancellationToken)));
            foreach (var (cluster, observation, findings) in await writing)
            {
                _clusters[cluster] = observation;
                fanOut.Add(findings);
            }

            foreach (var (removal, removed) in preparation.Removals.Zip(await removing))
            {
                _clusters[removal.Cluster.Name] = removed.As<TElement>();
                fanOut.Add(removed.Findings);
            }
        }

        return new ReconcileResult<TElement>
        {
            Clusters = _clusters,
            Skipped = fanOut.Skipped,
            Findings = fanOut.Findings,
        };
    }

    private async Task<(string Cluster, Observation<TElement> Observation, IReadOnlyList<Finding> Findings)> WriteAsync(
        PreparedWrite<TElement> write, CancellationToken cancellationToken)
    {
        // First, so that it never works twice; its replacement has passed the dry run.
        if (write.Former is { } former)
        {
            var removed = await former.RunAsync(default, cancellationToken);
            if (removed.Fault is not null)
            {
                return (former.Cluster.Name, removed.As<TElement>(), removed.Findings);
            }
        }

        var written = await write.Writer.ExecuteAsync(fanOut.CleanUp, cancellationToken);
        if (written.Fault is { } fault)
        {
            using var limit = fanOut.CleanUp();
            var left = await write.Target.TakeBackAsync(write.Writer.Current, limit.Token);
            Observation<TElement> reached = written switch
            {
                { Stored: { } stored } => new Observation<TElement>.Found(await write.LookFurther(write.Read(stored), limit.Token)),
                { IsAbsent: true } => new Observation<TElement>.Missing(write.Writer.ClusterUid),
                _ => new Observation<TElement>.Failed(fault),
            };
            return (written.Cluster, reached, [.. written.Findings, Finding.Of(fault), .. left]);
        }

        var (found, findings) = await settling.WaitAsync(write, written, cancellationToken);
        return (
            written.Cluster,
            new Observation<TElement>.Found(await write.LookFurther(found, cancellationToken)),
            [.. written.Findings, .. findings]);
    }
}
