using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

/// <summary>What most tests of schedules start from.</summary>
internal static class Given
{
    public const string Token = "token-1";

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static ScheduleDeclaration Declaration { get; } = new()
    {
        Workspace = "payments",
        Prefix = "daily",
        Schedule = "0 2 * * *",
        Content = new BackupContent
        {
            StorageLocation = "default",
            Ttl = "720h",
            SnapshotVolumes = true,
            IncludedNamespaces = ["app"],
        },
        Clusters = ["eu", "us"],
    };

    public static ScheduleService Service { get; } = NewService();

    /// <summary>A clock of its own for each: what one waits for does not age the others.</summary>
    public static ScheduleService NewService()
    {
        var time = new FakeTime();
        return new ScheduleService(time, new VeleroServers(time));
    }

    public static ScheduleRequest Request(params FakeCluster[] clusters) => new()
    {
        Declaration = Declaration with { Clusters = StringSet.From(clusters.Select(cluster => cluster.Name)) },
        Write = [.. clusters.Select(cluster => cluster.Cluster)],
        InstanceToken = Token,
    };

    public static async Task<ScheduleResult> CreateAsync(
        ScheduleRequest request, CancellationToken cancellationToken = default) =>
        await Service.CreateAsync(request, cancellationToken).WaitAsync(Limit, CancellationToken.None);

    public static async Task<ScheduleResult> UpdateAsync(
        ScheduleRequest request, CancellationToken cancellationToken = default) =>
        await Service.UpdateAsync(request, cancellationToken).WaitAsync(Limit, CancellationToken.None);

    public static async Task<IReadOnlyList<Finding>> DryRunAsync(ScheduleRequest request) =>
        await Service.DryRunAsync(request, CancellationToken.None).WaitAsync(Limit);

    public static async Task<ScheduleResult> DeleteAsync(
        IReadOnlyDictionary<string, KnownSchedule> known, string? token, params FakeCluster[] clusters) =>
        await Service
            .DeleteAsync([.. clusters.Select(cluster => cluster.Cluster)], known, token, CancellationToken.None)
            .WaitAsync(Limit);

    public static async Task<ScheduleObservation> ObserveAsync(
        FakeCluster cluster, string name, params string[] labelKeys)
    {
        var observed = await Service
            .ObserveAsync([new(cluster.Cluster, name, "velero", StringSet.From(labelKeys))], CancellationToken.None)
            .WaitAsync(Limit);
        return observed[cluster.Name];
    }

    /// <summary>The clusters with the declared schedule on them, and the request that would update it.</summary>
    public static async Task<ScheduleRequest> CreatedAsync(params FakeCluster[] clusters)
    {
        var request = Request(clusters);
        var created = await CreateAsync(request);
        Assert.Empty(created.Findings);
        foreach (var cluster in clusters)
        {
            cluster.Requests.Clear();
        }

        return request with { Known = Known(created) };
    }

    public static IReadOnlyDictionary<string, KnownSchedule> Known(ScheduleResult result) => result.Clusters
        .Where(entry => entry.Value is ScheduleObservation.Found)
        .ToDictionary(entry => entry.Key, entry => ((ScheduleObservation.Found)entry.Value).Schedule.ToKnown());

    public static StoredSchedule Stored(ScheduleResult result, string cluster) =>
        Assert.IsType<ScheduleObservation.Found>(result.Clusters[cluster]).Schedule;
}
