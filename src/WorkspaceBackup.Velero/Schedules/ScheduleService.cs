using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// Observes and writes one resource's Schedules over many clusters, in parallel. What a cluster does, comes back as a value;
/// nothing is thrown for it.
/// </summary>
public sealed class ScheduleService(TimeProvider time)
{
    /// <summary>How long to wait for Velero to take a schedule over before that is a warning.</summary>
    public static readonly TimeSpan TakeoverLimit = TimeSpan.FromSeconds(30);

    internal TimeProvider Time { get; } = time;

    /// <summary>A token for a new resource instance: 128 random bits as hexadecimal text.</summary>
    public static string NewInstanceToken() => Guid.NewGuid().ToString("N");

    /// <summary>The Schedule that a declaration asks for on one cluster; pure.</summary>
    /// <param name="name">The name it already has there; null for a new one: <c>prefix-cluster</c>.</param>
    public static ScheduleElement Declare(
        ScheduleDeclaration declaration, string cluster, string clusterUid, string? name = null) =>
        throw new NotImplementedException();

    /// <summary>What is on each cluster; by cluster name.</summary>
    public Task<IReadOnlyDictionary<string, ScheduleObservation>> ObserveAsync(
        IReadOnlyList<ScheduleReference> schedules, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// What stands in the way of a request, found without storing anything: every create and patch is sent to its cluster
    /// as a server-side dry run, and the answer is compared with what was sent.
    /// </summary>
    public Task<IReadOnlyList<Finding>> DryRunAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Location and namespaces on each cluster the request writes on.</summary>
    public Task<IReadOnlyList<Finding>> PreflightAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Creates on every cluster or, when one refuses, on none.</summary>
    public Task<ScheduleResult> CreateAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Brings every cluster as far as it goes, and removes from those that left.</summary>
    public Task<ScheduleResult> UpdateAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Deletes the known Schedules.</summary>
    public Task<ScheduleResult> DeleteAsync(
        IReadOnlyList<Cluster> from,
        IReadOnlyDictionary<string, KnownSchedule> known,
        string? instanceToken,
        CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>What to tell about a cluster that is gone from the configuration: the Schedule stays there.</summary>
    public static Finding Forget(string cluster, KnownSchedule known, string veleroNamespace) =>
        throw new NotImplementedException();

    /// <summary>Looks for Schedules to import.</summary>
    public Task<ScheduleImport> ImportAsync(
        ScheduleImportId id, IReadOnlyList<Cluster> from, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
