using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What is to be written on one cluster, found before anything is.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Writer">What to send; null when that is not known.</param>
/// <param name="Unhealthy">The cluster, its Velero or its location does not answer.</param>
/// <param name="Findings">Errors and warnings.</param>
internal sealed record ClusterPlan(Cluster Cluster, ObjectWriter? Writer, Fault? Unhealthy, IReadOnlyList<Finding> Findings)
{
    /// <summary>A fault: unhealthy ones apart from errors.</summary>
    public static ClusterPlan Failed(Cluster cluster, Fault fault) =>
        fault.IsUnhealthy ? new(cluster, null, fault, []) : new(cluster, null, null, [Finding.Of(fault)]);
}
