using System.Globalization;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

/// <summary>Schedules and Backups as Velero and this product leave them on clusters.</summary>
internal static class Made
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>A time of 31 January 2025, UTC.</summary>
    public static DateTimeOffset At(string time) => DateTimeOffset.Parse(
        time.Contains('T') ? time : $"2025-01-31T{time}Z",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);

    public static void HasSchedule(
        this FakeCluster cluster,
        string cron = "0 2 * * *",
        string? declared = "0 2 * * *",
        string prefix = "daily",
        string workspace = "payments",
        bool paused = false,
        string? name = null)
    {
        var schedule = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = JsonShapes.Object(OwnedMetadata.Labels(workspace, prefix, cluster.Name, cluster.Uid)),
                ["annotations"] = declared is null
                    ? []
                    : new JsonObject { [OwnedMetadata.ScheduleAnnotation] = declared },
            },
            ["spec"] = new JsonObject { ["schedule"] = cron, ["paused"] = paused },
        };
        cluster.Add(
            ApiPath.Velero("schedules", "velero", name ?? $"{prefix}-{cluster.Name}"), schedule.ToJsonString());
    }

    /// <param name="time">Of 31 January 2025, or RFC 3339: stands in the name.</param>
    /// <param name="of">The cluster that was backed up, when it is another one.</param>
    /// <param name="declared">The schedule it tells of; null: none, as when it is older than this product.</param>
    /// <param name="managed">With our labels.</param>
    public static string HasBackup(
        this FakeCluster cluster,
        string time,
        string phase = "Completed",
        string prefix = "daily",
        string workspace = "payments",
        FakeCluster? of = null,
        string? declared = "0 2 * * *",
        bool managed = true,
        string? schedule = null,
        bool labelled = true,
        string? run = null)
    {
        var source = of ?? cluster;
        var stem = schedule ?? $"{prefix}-{source.Name}";
        var made = At(time);
        var name = $"{stem}-{made.UtcDateTime:yyyyMMddHHmmss}";
        var labels = managed
            ? JsonShapes.Object(OwnedMetadata.Labels(workspace, prefix, source.Name, source.Uid))
            : [];
        if (labelled && run is null)
        {
            labels["velero.io/schedule-name"] = stem;
        }

        if (run is not null)
        {
            labels[OwnedMetadata.RunLabel] = run;
        }

        var backup = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = labels,
                ["annotations"] = managed && declared is not null && run is null
                    ? new JsonObject { [OwnedMetadata.ScheduleAnnotation] = declared }
                    : [],
            },
            ["status"] = new JsonObject { ["phase"] = phase },
        };
        cluster.Add(ApiPath.Velero("backups", "velero", name), backup.ToJsonString());
        return name;
    }

    public static RunQuery Query(params FakeCluster[] clusters) => new()
    {
        Workspace = "payments",
        Prefix = "daily",
        Clusters = [.. clusters.Select(cluster => cluster.Cluster)],
        WorkspaceClusters = StringSet.From(clusters.Select(cluster => cluster.Name)),
    };

    public static async Task<RunResult> RunAsync(RunQuery query, string now = "12:00:00") =>
        await new BackupService(new FixedTime(At(now))).FindRunAsync(query, CancellationToken.None).WaitAsync(Limit);

    public static BackupQuery All(params FakeCluster[] clusters) => new()
    {
        Workspace = "payments",
        Clusters = [.. clusters.Select(cluster => cluster.Cluster)],
        WorkspaceClusters = StringSet.From(clusters.Select(cluster => cluster.Name)),
    };

    public static async Task<BackupListing> ListAsync(BackupQuery query) =>
        await new BackupService(new FixedTime(At("12:00:00")))
            .ListAsync(query, CancellationToken.None)
            .WaitAsync(Limit);
}
