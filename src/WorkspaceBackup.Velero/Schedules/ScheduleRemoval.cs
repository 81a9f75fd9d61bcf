using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// Deletes one known Schedule: the object that was recorded, and no other of its name, in the namespace it was made in.
/// </summary>
internal sealed class ScheduleRemoval
{
    private readonly Cluster _cluster;
    private readonly KnownSchedule _known;
    private readonly string? _instanceToken;

    public ScheduleRemoval(Cluster cluster, KnownSchedule known, string? instanceToken)
    {
        _cluster = cluster with { VeleroNamespace = known.VeleroNamespace };
        _known = known;
        _instanceToken = instanceToken;
    }

    public Cluster Cluster => _cluster;

    private ApiPath Path => ApiPath.Velero("schedules", _cluster.VeleroNamespace, _known.Name);

    private string Object => Path.ObjectName;

    public async Task<(ScheduleObservation Observation, IReadOnlyList<Finding> Findings)> RunAsync(
        WriteOptions options, CancellationToken cancellationToken)
    {
        var identity = await _cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var found, out var fault))
        {
            return Failed(fault);
        }

        var listed = await _cluster.Lists.GetAsync(Path with { Name = null }, null, cancellationToken);
        if (!listed.TryGet(out var schedules, out fault))
        {
            // Velero's definitions were removed, and every Schedule with them: an uninstalled Velero must not stop a
            // destroy.
            var uninstalled = Finding.Warning(
                FindingKind.Fault,
                _cluster.Name,
                "Velero is no longer installed there, so the Schedule is gone too.",
                null,
                Object);
            return fault.Kind == FaultKind.VeleroNotInstalled
                ? Gone(found.Uid, uninstalled with { Fault = fault })
                : Failed(fault);
        }

        var current = schedules.FirstOrDefault(schedule => Json.Name(schedule) == _known.Name);
        return current is null ? Gone(found.Uid) : await DeleteAsync(current, found.Uid, options, cancellationToken);
    }

    /// <summary>What stands in its way, found by a dry run.</summary>
    /// <param name="planning">Nothing will be deleted now.</param>
    public async Task<IReadOnlyList<Finding>> TryAsync(bool planning, CancellationToken cancellationToken)
    {
        var (observation, findings) = await RunAsync(new WriteOptions(DryRun: true), cancellationToken);
        return observation is ScheduleObservation.Failed { Fault: var fault }
            ? [.. Refused(fault, planning)]
            : findings;
    }

    /// <summary>
    /// A cluster that is gone when its Schedule is to be deleted does not hold up the others: the delete itself
    /// reports it.
    /// </summary>
    private static IEnumerable<Finding> Refused(Fault fault, bool planning)
    {
        if (fault.Detail.Contains("does not support dry run", StringComparison.Ordinal)
            || (planning && fault.Kind == FaultKind.Forbidden))
        {
            yield return Finding.Warning(
                FindingKind.CannotCheck,
                fault.Cluster,
                $"The deletion could not be tried before: {fault.Detail}",
                null,
                fault.Object);
        }
        else if (!fault.IsUnhealthy)
        {
            yield return Finding.Of(fault);
        }
        else if (planning)
        {
            yield return Finding.Of(fault, Severity.Warning);
        }
    }

    private async Task<(ScheduleObservation, IReadOnlyList<Finding>)> DeleteAsync(
        JsonObject current, string clusterUid, WriteOptions options, CancellationToken cancellationToken)
    {
        var stored = ScheduleReader.Read(current, _cluster, clusterUid, _known.LabelKeys);
        if (clusterUid != _known.ClusterUid || (_known.Uid is not null && stored.Uid != _known.Uid))
        {
            return Gone(clusterUid, Finding.Warning(
                FindingKind.ReplacedByAnother,
                _cluster.Name,
                "An object of that name is there, but it is not the one that the state recorded; it was left alone. "
                + "Delete it with kubectl if nobody needs it: "
                + $"{Path.DeleteCommand}",
                null,
                Object));
        }

        if (stored.InstanceToken is { } token && _instanceToken is not null && token != _instanceToken)
        {
            return Gone(clusterUid, Finding.Warning(
                FindingKind.OwnedByAnotherInstance,
                _cluster.Name,
                "Another instance of this resource has taken the Schedule over (create_before_destroy does that); "
                + "it was left alone.",
                null,
                Object));
        }

        var outcome = await _cluster.Api.DeleteAsync(Path, stored.Uid, options, cancellationToken);
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
