using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Reconciling;

/// <summary>
/// Everything about a request that was found before anything is written: what is there, what to send, and what stands in
/// the way.
/// </summary>
/// <param name="Clusters">The clusters to write on.</param>
/// <param name="Removals">What goes from the clusters that left.</param>
/// <param name="Findings">About more than one of the clusters, and about the removals.</param>
internal sealed record Preparation<TElement>(
    IReadOnlyList<ClusterPreparation<TElement>> Clusters, IReadOnlyList<Removal> Removals, IReadOnlyList<Finding> Findings)
    where TElement : class, IElement
{
    public IReadOnlyList<ClusterPlan> Plans => [.. Clusters.Select(cluster => cluster.Plan)];

    /// <summary>What may be sent for good.</summary>
    public IReadOnlyList<PreparedWrite<TElement>> Writes =>
        [.. Clusters.Select(cluster => cluster.Write).OfType<PreparedWrite<TElement>>()];
}

/// <summary>What a request means on one cluster it writes on.</summary>
/// <param name="Plan">What is to be written.</param>
/// <param name="Observed">What is there of ours.</param>
/// <param name="Write">The plan's write; null when there is none.</param>
internal sealed record ClusterPreparation<TElement>(
    ClusterPlan Plan, Observation<TElement> Observed, PreparedWrite<TElement>? Write)
    where TElement : class, IElement
{
    public static ClusterPreparation<TElement> Failed(Cluster cluster, Fault fault) =>
        new(ClusterPlan.Failed(cluster, fault), new Observation<TElement>.Failed(fault), null);
}

/// <summary>One cluster's part of a create or an update.</summary>
/// <param name="Writer">Sends it.</param>
/// <param name="Target">What it sends.</param>
/// <param name="Read">Reads what the cluster has then.</param>
/// <param name="LookFurther">Adds what is beside it there.</param>
/// <param name="Former">
/// The same object in the namespace that was Velero's before <c>velero_namespace</c> changed; it goes first.
/// </param>
/// <param name="IsVeleroSilent">No Velero server answers there, so that waiting for one is in vain.</param>
internal sealed record PreparedWrite<TElement>(
    ObjectWriter Writer,
    ITarget<TElement> Target,
    Func<JsonObject, Stored<TElement>> Read,
    Func<Stored<TElement>, CancellationToken, Task<Stored<TElement>>> LookFurther,
    Removal? Former,
    bool IsVeleroSilent)
    where TElement : class, IElement;
