using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// Everything about a request that can be found before anything is written: what is there, what to send, and what
/// stands in the way.
/// </summary>
internal sealed class SchedulePreparation
{
    /// <summary>What may be sent for good.</summary>
    public List<ScheduleWrite> Writes { get; } = [];

    public List<ScheduleRemoval> Removals { get; } = [];

    /// <summary>What is there of ours, by cluster to write on.</summary>
    public Dictionary<string, ScheduleObservation> Observed { get; } = new(StringComparer.Ordinal);

    /// <summary>The clusters to write on that do not answer.</summary>
    public Dictionary<string, Fault> Unhealthy { get; } = new(StringComparer.Ordinal);

    /// <summary>An error among them: nothing may be written anywhere.</summary>
    public List<Finding> Findings { get; } = [];

    /// <param name="planning">Nothing will be written now.</param>
    public static async Task<SchedulePreparation> RunAsync(
        ScheduleRequest request, SchedulePreflight preflight, bool planning, CancellationToken cancellationToken)
    {
        var preparation = new SchedulePreparation();
        preparation.Removals.AddRange(request.Remove
            .Where(cluster => request.Known.ContainsKey(cluster.Name))
            .Select(cluster => new ScheduleRemoval(cluster, request.Known[cluster.Name], request.InstanceToken)));

        var writing = Task.WhenAll(request.Write.Select(
            cluster => ClusterPreparation.RunAsync(request, preflight, cluster, planning, cancellationToken)));
        var removing = Task.WhenAll(preparation.Removals.Select(
            removal => removal.TryAsync(planning, cancellationToken)));
        foreach (var cluster in await writing)
        {
            preparation.Add(cluster, planning);
        }

        preparation.Findings.AddRange((await removing).SelectMany(findings => findings));

        preparation.Findings.AddRange(SameClusters(preparation.Writes));
        preparation.Findings.AddRange(
            await SharedLocations.FindAsync(preparation.Writes, request.Workspace, cancellationToken));
        return preparation;
    }

    private void Add(ClusterPreparation cluster, bool planning)
    {
        Observed[cluster.Cluster.Name] = cluster.Observed;
        Findings.AddRange(cluster.Findings);
        if (cluster.Unhealthy is { } fault)
        {
            Unhealthy[cluster.Cluster.Name] = fault;
            return;
        }

        if (cluster.Write is { } write)
        {
            Writes.Add(write);
            Findings.AddRange(write.LeftOutWarnings());
            if (write.Adopts && !planning)
            {
                Findings.Add(Finding.Warning(
                    FindingKind.Adopted,
                    write.Cluster.Name,
                    "The Schedule existed with all labels of this workspace and was in no state, as after an apply "
                    + "that was killed; it was taken over.",
                    null,
                    write.Object));
            }
        }
    }

    /// <summary>
    /// Two Schedules of one declaration in one namespace of one cluster would back everything up twice.
    /// </summary>
    private static IEnumerable<Finding> SameClusters(List<ScheduleWrite> writes) => writes
        .GroupBy(write => (write.ClusterUid, write.Cluster.VeleroNamespace))
        .Where(same => same.Count() > 1)
        .SelectMany(same => same.Skip(1).Select(write => Finding.Of(new Fault(
            FaultKind.SameCluster,
            write.Cluster.Name,
            $"it has the same kube-system uid as cluster \"{same.First().Cluster.Name}\" and the same "
            + "velero_namespace; correct one of the two connections, or remove one entry"))));
}
