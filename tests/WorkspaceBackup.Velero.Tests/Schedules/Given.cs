using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
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

    extension(ReconcileResult<ScheduleElement> result)
    {
        public bool HasErrors => result.Findings.Any(finding => finding.IsError);
    }

    extension(Stored<ScheduleElement> stored)
    {
        public BackupContent Content => ScheduleKind.ContentOf(stored);
    }

    public static Reconciler<ScheduleDeclaration, ScheduleElement> Service { get; } = NewService();

    /// <summary>A clock of its own for each: what one waits for does not age the others.</summary>
    public static Reconciler<ScheduleDeclaration, ScheduleElement> NewService()
    {
        var time = new FakeTime();
        return new Reconciler<ScheduleDeclaration, ScheduleElement>(ScheduleKind.Instance, time, new VeleroServers(time));
    }

    public static ReconcileRequest<ScheduleDeclaration> Request(params FakeCluster[] clusters) => new()
    {
        Declaration = Declaration with { Clusters = StringSet.From(clusters.Select(cluster => cluster.Name)) },
        Write = [.. clusters.Select(cluster => cluster.Cluster)],
        Token = Token,
    };

    public static async Task<ReconcileResult<ScheduleElement>> CreateAsync(
        ReconcileRequest<ScheduleDeclaration> request, CancellationToken cancellationToken = default) =>
        await Service.CreateAsync(request, cancellationToken).WaitAsync(Limit, CancellationToken.None);

    public static async Task<ReconcileResult<ScheduleElement>> UpdateAsync(
        ReconcileRequest<ScheduleDeclaration> request, CancellationToken cancellationToken = default) =>
        await Service.UpdateAsync(request, cancellationToken).WaitAsync(Limit, CancellationToken.None);

    public static async Task<IReadOnlyList<Finding>> DryRunAsync(ReconcileRequest<ScheduleDeclaration> request) =>
        await Service.DryRunAsync(request, CancellationToken.None).WaitAsync(Limit);

    public static async Task<ReconcileResult<ScheduleElement>> DeleteAsync(
        IReadOnlyDictionary<string, KnownObject> known, string? token, params FakeCluster[] clusters) =>
        await Service
            .DeleteAsync([.. clusters.Select(cluster => cluster.Cluster)], known, token, CancellationToken.None)
            .WaitAsync(Limit);

    public static async Task<Observation<ScheduleElement>> ObserveAsync(
        FakeCluster cluster, string name, params string[] labelKeys)
    {
        var observed = await Service
            .ObserveAsync([new(cluster.Cluster, name, "velero", StringSet.From(labelKeys))], CancellationToken.None)
            .WaitAsync(Limit);
        return observed[cluster.Name];
    }

    /// <summary>The clusters with the declared schedule on them, and the request that would update it.</summary>
    public static async Task<ReconcileRequest<ScheduleDeclaration>> CreatedAsync(params FakeCluster[] clusters)
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

    public static IReadOnlyDictionary<string, KnownObject> Known(ReconcileResult<ScheduleElement> result) => result.Clusters
        .Where(entry => entry.Value is Observation<ScheduleElement>.Found)
        .ToDictionary(entry => entry.Key, entry => ((Observation<ScheduleElement>.Found)entry.Value).Object.ToKnown());

    public static Stored<ScheduleElement> Stored(ReconcileResult<ScheduleElement> result, string cluster) =>
        Assert.IsType<Observation<ScheduleElement>.Found>(result.Clusters[cluster]).Object;
}
