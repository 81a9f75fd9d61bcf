using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What the checks before a write look at on one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Element">What is to be there.</param>
/// <param name="IsNew">It is created, not patched.</param>
/// <param name="Planning">Nothing will be written now, so that a missing right is a warning.</param>
internal sealed record PreflightSubject(Cluster Cluster, ScheduleElement Element, bool IsNew, bool Planning)
{
    public BackupContent Content => Element.Content;

    /// <summary>
    /// A read that failed loses its check alone; a cluster that is down is everybody's finding, not one check's.
    /// </summary>
    /// <param name="what">As in "whether the namespaces exist".</param>
    public static Finding Unread(Fault fault, string what) => fault.IsUnhealthy || fault.Kind == FaultKind.Cancelled
        ? NotChecked(fault.Cluster, what, FaultReason.Of(fault.Kind))
        : fault.Kind is FaultKind.Forbidden or FaultKind.NotFound ? NotChecked(fault.Cluster, what, fault.Detail)
        : Finding.Of(fault);

    private static Finding NotChecked(string cluster, string what, string why) =>
        Finding.Warning(FindingKind.CannotCheck, cluster, $"{what} ({why.TrimEnd('.')})");
}
