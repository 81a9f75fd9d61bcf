using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What has become of the locations that Schedules make backups in and nobody has changed.</summary>
public static class ScheduleLocations
{
    /// <summary>Those that are gone, read-only or Unavailable, as warnings; what cannot be read is nobody's loss here.</summary>
    /// <param name="schedules">The Schedules, in the namespace that they are in, and the location that each names.</param>
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<(Cluster Cluster, string Schedule, string Location)> schedules, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(schedules.Select(one => ClusterWork.GuardAsync<IReadOnlyList<Finding>>(
            one.Cluster.Name,
            () => ContentPreflight.LocationAsync(
                new PreflightSubject(
                    one.Cluster,
                    ApiPath.Velero("schedules", one.Cluster.VeleroNamespace, one.Schedule),
                    BackupContent.Empty with { StorageLocation = one.Location },
                    "spec.template",
                    Planning: true),
                cancellationToken),
            static _ => [])));
        return [.. found.SelectMany(static findings => findings).Select(AsStanding).OfType<Finding>()];
    }

    private static Finding? AsStanding(Finding finding) => finding switch
    {
        { Fault: { Kind: FaultKind.LocationMissing } fault } => Finding.Of(
            fault with { Detail = $"{fault.Detail}; every backup of the Schedule fails" }, Severity.Warning),
        { Kind: FindingKind.LocationReadOnly or FindingKind.LocationNotAvailable } => finding,
        _ => null,
    };
}
