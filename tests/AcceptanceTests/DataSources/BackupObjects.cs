using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.DataSources;

/// <summary>Backups as Velero makes them from a Schedule of this product's, in any phase.</summary>
internal static class BackupObjects
{
    /// <param name="cluster">Where the object is.</param>
    /// <param name="prefix">The schedule's.</param>
    /// <param name="time">As in the name: <c>YYYYMMDDhhmmss</c>.</param>
    /// <param name="phase">Velero's; null: not seen by Velero yet.</param>
    /// <param name="of">The cluster that was backed up, when the object is a synced copy.</param>
    /// <param name="managed">With this product's labels and annotations.</param>
    /// <param name="expiration">RFC 3339.</param>
    /// <param name="clusters">The clusters of the run.</param>
    /// <param name="schedule">The schedule's cron expression.</param>
    /// <param name="namespaces">What it includes; none: everything.</param>
    /// <returns>The Backup's name.</returns>
    public static async Task<string> AddAsync(
        this TestCluster cluster,
        string prefix,
        string time,
        string? phase = "Completed",
        TestCluster? of = null,
        bool managed = true,
        string expiration = "2099-01-01T00:00:00Z",
        string clusters = "c1,c2,c3",
        string schedule = "0 * * * *",
        params string[] namespaces)
    {
        var source = of ?? cluster;
        var name = $"{prefix}-{source.Name}-{time}";
        var labels = new JsonObject { ["velero.io/schedule-name"] = $"{prefix}-{source.Name}" };
        var annotations = new JsonObject();
        if (managed)
        {
            labels["app.kubernetes.io/managed-by"] = "terraform-provider-workspace";
            labels["workspace-backup.io/workspace"] = "default";
            labels["workspace-backup.io/prefix"] = prefix;
            labels["workspace-backup.io/cluster"] = source.Name;
            labels["workspace-backup.io/cluster-uid"] = await source.UidAsync();
            annotations["workspace-backup.io/clusters"] = clusters;
            annotations["workspace-backup.io/schedule"] = schedule;
        }

        var status = new JsonObject();
        if (phase is not null)
        {
            var start = DateTimeOffset.ParseExact(
                time, "yyyyMMddHHmmss", null, System.Globalization.DateTimeStyles.AssumeUniversal);
            status["phase"] = phase;
            status["startTimestamp"] = Text(start.AddSeconds(1));
            status["completionTimestamp"] = Text(start.AddMinutes(3));
            status["expiration"] = expiration;
            status["errors"] = phase == "PartiallyFailed" ? 2 : 0;
            status["warnings"] = 3;
            status["volumeSnapshotsAttempted"] = 5;
            status["volumeSnapshotsCompleted"] = 4;
            status["csiVolumeSnapshotsAttempted"] = 7;
            status["csiVolumeSnapshotsCompleted"] = 6;
            status["progress"] = new JsonObject { ["itemsBackedUp"] = 41, ["totalItems"] = 42 };
            status["failureReason"] = phase == "Failed" ? "the bucket is full" : null;
            status["validationErrors"] = phase == "FailedValidation" ? new JsonArray("no such location") : null;
        }

        await cluster.CreateBackupAsync(name, labels, annotations, status, namespaces);
        return name;
    }

    /// <summary>Every phase that Velero knows, and none.</summary>
    public static readonly string?[] Phases =
    [
        null, "New", "Queued", "ReadyToStart", "InProgress", "WaitingForPluginOperations",
        "WaitingForPluginOperationsPartiallyFailed", "Finalizing", "FinalizingPartiallyFailed", "Completed",
        "PartiallyFailed", "Failed", "FailedValidation", "Deleting",
    ];

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
