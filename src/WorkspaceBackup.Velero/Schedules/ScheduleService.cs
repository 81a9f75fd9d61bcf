using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>
/// Observes and writes one resource's Schedules over many clusters, in parallel. What a cluster does, comes back as a
/// value; nothing is thrown for it. <c>docs/design/reconciling.md</c> has the rules and their reasons.
/// </summary>
/// <param name="time">The clock of all waiting.</param>
/// <param name="servers">Asks the Velero servers; share one per process.</param>
/// <param name="progress">Told when waiting for Velero begins to take long, and when it is over.</param>
public sealed class ScheduleService(
    TimeProvider time, VeleroServers servers, IProgress<WaitProgress>? progress = null)
{
    private const string Skipped = "it is not backed up until the next apply after it recovers";

    private readonly Takeover _takeover = new(time, TimeSpan.FromSeconds(30), progress);
    private readonly Preflight _preflight = new(servers, new AccessReviews());

    /// <summary>A token for a new resource instance: 128 random bits as hexadecimal text.</summary>
    public static string NewInstanceToken() => Guid.NewGuid().ToString("N");

    /// <summary>The Schedule that a declaration asks for on one cluster; pure.</summary>
    /// <param name="name">The name it already has there; null for a new one: <c>prefix-cluster</c>.</param>
    public static ScheduleElement Declare(
        ScheduleDeclaration declaration, string cluster, string veleroNamespace, string clusterUid, string? name = null)
    {
        var content = BackupContentFields.Canonical(declaration.Content);
        return new ScheduleElement
        {
            Name = name ?? ScheduleNames.For(declaration.Prefix, cluster),
            VeleroNamespace = veleroNamespace,
            ClusterUid = clusterUid,
            Schedule = declaration.CronFor(cluster),
            Paused = declaration.Paused,
            Labels = declaration.Labels,

            // snapshotVolumes: false alone does not stop the file-system backup of volumes.
            Content = content is { SnapshotVolumes: false, DefaultVolumesToFsBackup: null }
                ? content with { DefaultVolumesToFsBackup = false }
                : content,
        };
    }

    /// <summary>What is on each cluster; by cluster name.</summary>
    public async Task<IReadOnlyDictionary<string, ScheduleObservation>> ObserveAsync(
        IReadOnlyList<ScheduleReference> schedules, CancellationToken cancellationToken)
    {
        var observations = await Task.WhenAll(schedules.Select(schedule => ScheduleLookup.ObserveAsync(
            schedule.Cluster with { VeleroNamespace = schedule.VeleroNamespace },
            schedule.Name,
            schedule.LabelKeys,
            cancellationToken)));
        return ByCluster(schedules.Zip(observations, (schedule, observation) => (schedule.Cluster.Name, observation)));
    }

    /// <summary>
    /// What stands in the way of a request, found without storing anything: what the backups need is looked at,
    /// every create and patch is sent to its cluster as a server-side dry run, and the answer is compared with what
    /// was sent. For a plan: what an apply could still mend or skip is a warning.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> DryRunAsync(ScheduleRequest request, CancellationToken cancellationToken)
    {
        var preparation = await SchedulePreparation.RunAsync(request, _preflight, planning: true, cancellationToken);
        var fanOut = FanOut(request);
        fanOut.Judge(preparation.Plans);
        fanOut.Add(preparation.Findings);
        return fanOut.Findings;
    }

    /// <summary>Creates on every cluster or, when one refuses, on none.</summary>
    public Task<ScheduleResult> CreateAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
        new ScheduleCreate(request, _preflight, _takeover, FanOut(request)).RunAsync(cancellationToken);

    /// <summary>Brings every cluster as far as it goes, and removes from those that left.</summary>
    public Task<ScheduleResult> UpdateAsync(ScheduleRequest request, CancellationToken cancellationToken) =>
        new ScheduleUpdate(request, _preflight, _takeover, FanOut(request)).RunAsync(cancellationToken);

    /// <summary>
    /// Deletes the known Schedules of the given clusters; what cannot be reached is an error and stays known.
    /// </summary>
    public async Task<ScheduleResult> DeleteAsync(
        IReadOnlyList<Cluster> from,
        IReadOnlyDictionary<string, KnownSchedule> known,
        string? instanceToken,
        CancellationToken cancellationToken)
    {
        var removals = from
            .Where(cluster => known.ContainsKey(cluster.Name))
            .Select(cluster => new ScheduleRemoval(cluster, known[cluster.Name], instanceToken))
            .ToList();
        var removed = await Task.WhenAll(removals.Select(removal => removal.RunAsync(default, cancellationToken)));
        return new ScheduleResult
        {
            Clusters = ByCluster(removals.Zip(removed, (removal, done) => (removal.Cluster.Name, done.Observation))),
            Findings = [.. removed.SelectMany(done => done.Findings)],
        };
    }

    /// <summary>What to tell about a cluster that is gone from the configuration: the Schedule stays there.</summary>
    public static Finding Forget(string cluster, KnownSchedule known) => Finding.Warning(
        FindingKind.ClusterForgotten,
        cluster,
        "The cluster is no longer in the provider configuration, so it cannot be reached: its Schedule is "
        + "forgotten, stays there and goes on making backups. To delete it: "
        + $"{ApiPath.Velero("schedules", known.VeleroNamespace, known.Name).DeleteCommand}",
        null,
        $"Schedule {known.VeleroNamespace}/{known.Name}");

    /// <summary>Looks for Schedules to import.</summary>
    public Task<ScheduleImport> ImportAsync(
        ScheduleImportId id, IReadOnlyList<Cluster> from, CancellationToken cancellationToken) =>
        ScheduleLookup.ImportAsync(id, from, cancellationToken);

    internal static IReadOnlyDictionary<string, ScheduleObservation> ByCluster(
        IEnumerable<(string Cluster, ScheduleObservation Observation)> observations) =>
        new SortedDictionary<string, ScheduleObservation>(
            observations.ToDictionary(entry => entry.Cluster, entry => entry.Observation), StringComparer.Ordinal);

    private FanOut FanOut(ScheduleRequest request) => new(request.Unhealthy, Skipped, time);
}
