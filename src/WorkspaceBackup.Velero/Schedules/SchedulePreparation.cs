using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// Everything about a request that can be found before anything is written: what is there, what to send, and what
/// stands in the way.
/// </summary>
/// <param name="Clusters">The clusters to write on.</param>
/// <param name="Removals">What goes from the clusters that left.</param>
/// <param name="Findings">About more than one of the clusters, and about the removals.</param>
internal sealed record SchedulePreparation(
    IReadOnlyList<ClusterPreparation> Clusters, IReadOnlyList<ScheduleRemoval> Removals, IReadOnlyList<Finding> Findings)
{
    public IReadOnlyList<ClusterPlan> Plans => [.. Clusters.Select(cluster => cluster.Plan)];

    /// <summary>What may be sent for good.</summary>
    public IReadOnlyList<ScheduleWrite> Writes => [.. Clusters.Select(cluster => cluster.Write).OfType<ScheduleWrite>()];

    /// <param name="planning">Nothing will be written now.</param>
    public static async Task<SchedulePreparation> RunAsync(
        ScheduleRequest request, Preflight preflight, bool planning, CancellationToken cancellationToken)
    {
        var removals = request.Remove
            .Where(cluster => request.Known.ContainsKey(cluster.Name))
            .Select(cluster => new ScheduleRemoval(cluster, request.Known[cluster.Name], request.InstanceToken))
            .ToList();
        var removing = Task.WhenAll(removals.Select(removal => removal.TryAsync(planning, cancellationToken)));
        var clusters = await Task.WhenAll(request.Write.Select(
            cluster => ClusterPreparation.RunAsync(request, preflight, cluster, planning, cancellationToken)));
        var writes = clusters.Select(cluster => cluster.Write).OfType<ScheduleWrite>().ToList();
        var shared = await SharedLocations.FindAsync(
            [.. writes.Select(write => (ClusterPreparation.Subject(write, planning), write.Writer.ClusterUid))],
            request.Workspace,
            cancellationToken);
        return new SchedulePreparation(
            clusters,
            removals,
            [
                .. (await removing).SelectMany(findings => findings),
                .. planning ? [] : writes.Where(write => write.Adopts).Select(Adopted),
                .. shared,
            ]);
    }

    private static Finding Adopted(ScheduleWrite write) => Finding.Warning(
        FindingKind.Adopted,
        write.Cluster.Name,
        "The Schedule existed with all labels of this workspace and was in no state, as after an apply "
        + "that was killed; it was taken over.",
        null,
        write.Writer.Object);
}
