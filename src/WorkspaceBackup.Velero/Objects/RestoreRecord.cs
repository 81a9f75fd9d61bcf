using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>A Restore object as it stands on one cluster.</summary>
public sealed record RestoreRecord
{
    public required string Cluster { get; init; }

    public required string VeleroNamespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }

    /// <summary>The uid of the cluster that it was made on, by our label; null: without it.</summary>
    public string? ClusterUid { get; init; }

    public required string Backup { get; init; }

    /// <summary>Velero's word; <c>New</c> when there is none yet.</summary>
    public required string Phase { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What Velero looked at: created, updated, left alone or failed; null: not counted yet.</summary>
    public long? ItemsRestored { get; init; }

    /// <summary>Without namespaces; 0: nothing in the backup matched; null: not counted yet.</summary>
    public long? TotalItems { get; init; }

    public long Errors { get; init; }

    public long Warnings { get; init; }

    public string? FailureReason { get; init; }

    public ValueList<string> ValidationErrors { get; init; } = [];

    /// <summary>Velero does no more work on it.</summary>
    public bool IsOver => IsEnd(Phase);

    /// <summary>Whether a phase is one that no other follows.</summary>
    public static bool IsEnd(string phase) => phase is "Completed" or "PartiallyFailed" or "Failed" or "FailedValidation";

    internal static RestoreRecord Read(Cluster cluster, JsonObject restore) => new()
    {
        Cluster = cluster.Name,
        VeleroNamespace = cluster.VeleroNamespace,
        Name = Json.Name(restore),
        Uid = Json.Text(restore, "metadata", "uid") ?? "",
        ClusterUid = Json.Text(restore, "metadata", "labels", OwnedMetadata.ClusterUidLabel),
        Backup = Json.Text(restore, "spec", "backupName") ?? "",
        Phase = Json.Text(restore, "status", "phase") is { Length: > 0 } phase ? phase : "New",
        StartedAt = KubernetesTime.Read(restore, "status", "startTimestamp"),
        CompletedAt = KubernetesTime.Read(restore, "status", "completionTimestamp"),
        ItemsRestored = Count(restore, "itemsRestored"),
        TotalItems = Count(restore, "totalItems"),
        Errors = Json.Number(restore, "status", "errors") ?? 0,
        Warnings = Json.Number(restore, "status", "warnings") ?? 0,
        FailureReason = Json.Text(restore, "status", "failureReason") is { Length: > 0 } reason ? reason : null,
        ValidationErrors = Json.Texts(restore, "status", "validationErrors").ToValueList(),
    };

    /// <summary>Go leaves a zero out: of a restore that was begun and is over, a number that is not there is none.</summary>
    private static long? Count(JsonObject restore, string field) =>
        Json.Number(restore, "status", "progress", field)
        ?? (MergePatch.Find(restore, "status", "progress") is JsonObject
            || Json.Text(restore, "status", "phase") is "Completed" or "PartiallyFailed" ? 0 : null);
}
