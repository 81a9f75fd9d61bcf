using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>What the checks before a write look at on one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Path">The object to be written.</param>
/// <param name="Content">What its backups take.</param>
/// <param name="Root">Where that stands in the object: <c>spec</c>, <c>spec.template</c>.</param>
/// <param name="Planning">Nothing will be written now, so that a missing right is a warning.</param>
/// <param name="RunsNow">It is a Backup, not a Schedule: what stands in its way now will not have gone when it runs.</param>
internal sealed record PreflightSubject(
    Cluster Cluster, ApiPath Path, BackupContent Content, string Root, bool Planning, bool RunsNow = false)
{
    /// <summary>The rights that the write needs besides those on the object itself.</summary>
    public IReadOnlyList<AccessRight> Rights { get; init; } = [];

    /// <summary>Of a Backup: an end in PartiallyFailed is no failure.</summary>
    public bool AllowsPartial { get; init; }

    /// <summary>
    /// What the resource itself says, which was judged as its configuration was: less than <see cref="Content"/>, which also holds
    /// the provider's namespaces, those selected, a schedule's template. Null: nothing was judged.
    /// </summary>
    public BackupContent? Configured { get; init; }

    /// <summary>A field of the content, from the object's root on.</summary>
    public string Field(ContentField field) => $"{Root}.{field.JsonPath}";

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
