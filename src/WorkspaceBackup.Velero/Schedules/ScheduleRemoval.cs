using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>Deletes one known Schedule: the object that was recorded, and no other of its name.</summary>
internal sealed class ScheduleRemoval(Cluster cluster, KnownSchedule known, string? instanceToken)
{
    public Cluster Cluster => cluster;

    private ApiPath Path => ApiPath.Velero("schedules", cluster.VeleroNamespace, known.Name);

    private string Object => ScheduleReader.Describe(cluster, known.Name);

    public async Task<(ScheduleObservation Observation, IReadOnlyList<Finding> Findings)> RunAsync(
        WriteOptions options, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var found, out var fault))
        {
            return Failed(fault);
        }

        var listed = await cluster.Lists.GetAsync(Path with { Name = null }, null, cancellationToken);
        if (!listed.TryGet(out var schedules, out fault))
        {
            // Velero's definitions were removed, and every Schedule with them: an uninstalled Velero must not stop a
            // destroy.
            return fault.Kind == FaultKind.VeleroNotInstalled
                ? Gone(found.Uid, Finding.Warning(
                    FindingKind.Fault, cluster.Name, "Velero is no longer installed there, so the Schedule is gone "
                        + "too.",
                    null, Object) with { Fault = fault })
                : Failed(fault);
        }

        var current = schedules.FirstOrDefault(
            schedule => ScheduleReader.TextAt(schedule, "metadata", "name") == known.Name);
        return current is null ? Gone(found.Uid) : await DeleteAsync(current, found.Uid, options, cancellationToken);
    }

    private async Task<(ScheduleObservation, IReadOnlyList<Finding>)> DeleteAsync(
        JsonObject current, string clusterUid, WriteOptions options, CancellationToken cancellationToken)
    {
        var stored = ScheduleReader.Read(current, cluster, clusterUid, known.LabelKeys);
        if (clusterUid != known.ClusterUid || (known.Uid is not null && stored.Uid != known.Uid))
        {
            return Gone(clusterUid, Finding.Warning(
                FindingKind.ReplacedByAnother,
                cluster.Name,
                "An object of that name is there, but it is not the one that the state recorded; it was left alone. "
                + "Delete it with kubectl if nobody needs it: "
                + $"{ScheduleService.DeleteCommand(known.Name, cluster.VeleroNamespace)}",
                null,
                Object));
        }

        if (stored.InstanceToken is { } token && instanceToken is not null && token != instanceToken)
        {
            return Gone(clusterUid, Finding.Warning(
                FindingKind.OwnedByAnotherInstance,
                cluster.Name,
                "Another instance of this resource has taken the Schedule over (create_before_destroy does that); "
                + "it was left alone.",
                null,
                Object));
        }

        var outcome = await cluster.Api.DeleteAsync(Path, stored.Uid, options, cancellationToken);
        if (outcome.TryGet(out _, out var fault) || fault.Kind == FaultKind.NotFound)
        {
            return Gone(clusterUid);
        }

        return Failed(fault);
    }

    private static (ScheduleObservation, IReadOnlyList<Finding>) Gone(
        string clusterUid, params IReadOnlyList<Finding> findings) =>
        (new ScheduleObservation.Missing(clusterUid), findings);

    private (ScheduleObservation, IReadOnlyList<Finding>) Failed(Fault fault) =>
        (new ScheduleObservation.Failed(fault),
            [Finding.Of(fault.Object is null ? fault with { Object = Object } : fault)]);
}
