using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Downloads;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Tests.Operations;

/// <summary>The clusters "eu" and "us", backed up at 02:00, and restores of them at noon of 31 January 2025.</summary>
internal sealed class Backed
{
    public const string Run = "payments/daily/20250131T020000Z";

    public const string OnEu = "daily-eu-20250131020000";

    public Backed()
    {
        Add(Eu, "02:00:00");
        Add(Us, "02:00:00");
    }

    public FakeCluster Eu { get; } = new("eu");

    public FakeCluster Us { get; } = new("us");

    public static DateTimeOffset Noon { get; } = Made.At("12:00:00");

    public RestoreRequest Request => new()
    {
        Workspace = "payments",
        Name = "restore",
        Clusters = [Eu.Cluster, Us.Cluster],
        Unhealthy = UnhealthyPolicy.Fail,
        Token = "operation-1",
    };

    public RestoreSelection Selection { get; private set; } = new()
    {
        Workspace = "payments",
        FromRun = Parsed(Run),
        WorkspaceNamespaces = ["app", "db"],
        WorkspaceClusters = ["eu", "us"],
    };

    /// <summary>The newest run of the schedule that ended before a time.</summary>
    public RestoreRequest RequestBefore(string time) => With(selection => selection with
    {
        FromRun = null,
        FromSchedule = "daily",
        Before = Made.At(time),
    });

    /// <summary>The request, from another selection from now on.</summary>
    public RestoreRequest With(Func<RestoreSelection, RestoreSelection> change)
    {
        Selection = change(Selection);
        return Request;
    }

    /// <summary>A backup of the schedule "daily", over the hour in which it was made.</summary>
    /// <param name="cluster">Where its object is.</param>
    /// <param name="namespaces">What it includes; null: everything.</param>
    /// <param name="of">The cluster that was backed up, when it is another one.</param>
    /// <param name="uid">Its uid then.</param>
    public static string Add(
        FakeCluster cluster,
        string time,
        string phase = "Completed",
        string[]? namespaces = null,
        string clusters = "eu,us",
        FakeCluster? of = null,
        string? uid = null,
        bool isForAll = false)
    {
        var source = of ?? cluster;
        var made = Made.At(time);
        var name = $"daily-{source.Name}-{made.UtcDateTime:yyyyMMddHHmmss}";
        cluster.Add(ApiPath.Velero("backups", "velero", name), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = JsonShapes.Object(
                    OwnedMetadata.Labels("payments", "daily", source.Name, uid ?? source.Uid)),
                ["annotations"] = new JsonObject
                {
                    [OwnedMetadata.ScheduleAnnotation] = "0 2 * * *",
                    [OwnedMetadata.ClustersAnnotation] = clusters,
                },
            },
            ["spec"] = new JsonObject
            {
                ["storageLocation"] = "default",
                ["includedNamespaces"] = isForAll
                    ? null
                    : new JsonArray([.. (namespaces ?? ["app", "db"]).Select(each => (JsonNode)each)]),
            },
            ["status"] = new JsonObject
            {
                ["phase"] = phase,
                ["completionTimestamp"] = $"{made.UtcDateTime.AddMinutes(30):yyyy-MM-dd'T'HH:mm:ss'Z'}",
            },
        }.ToJsonString());
        return name;
    }

    /// <summary>A backup of the cluster's own of a given name, as of a Schedule that is called alike on several clusters.</summary>
    public static void AddNamed(FakeCluster cluster, string name) => cluster.Add(
        ApiPath.Velero("backups", "velero", name),
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = JsonShapes.Object(OwnedMetadata.Labels("payments", "nightly", cluster.Name, cluster.Uid)),
            },
            ["spec"] = new JsonObject { ["storageLocation"] = "default" },
            ["status"] = new JsonObject { ["phase"] = "Completed" },
        }.ToJsonString());

    public static RunId Parsed(string run) =>
        RunId.TryParse(run, out var id, out var error) ? id : throw new ArgumentException(error);

    /// <summary>What is in the bucket.</summary>
    public FakeFiles Files { get; } = new();

    public static RestoreOperations Operations(FakeFiles? files = null)
    {
        var time = new FakeTime(TimeSpan.FromSeconds(10), Noon);
        return new RestoreOperations(time, new VeleroServers(time), new AccessReviews(), files ?? new FakeFiles());
    }

    public async Task<OperationResult<RestoreRecord>> CreateAsync(
        RestoreRequest request, CancellationToken cancellationToken = default) =>
        (await Service().CreateAsync(Selection, request, cancellationToken)
            .WaitAsync(Given.Limit, CancellationToken.None)).Operation;

    public Task<RestorePlan> PlanAsync(RestoreRequest request) =>
        Service().PlanAsync(Selection, request, CancellationToken.None).WaitAsync(Given.Limit);

    /// <summary>What an error says; there must be one only, and nothing restored.</summary>
    public async Task<Finding> RefusedAsync(RestoreRequest request)
    {
        var result = await CreateAsync(request);
        Assert.Empty(result.Objects);
        Assert.Empty(Eu.All("restores"));
        Assert.Empty(Us.All("restores"));
        return Assert.Single(result.Findings, finding => finding.IsError);
    }

    private RestoreService Service() => new(new FakeTime(TimeSpan.FromSeconds(10), Noon), Operations(Files), Files);
}
