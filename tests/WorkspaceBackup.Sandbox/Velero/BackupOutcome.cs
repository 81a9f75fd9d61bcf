using System.Text.Json.Nodes;

namespace VeleroSandbox.Velero;

/// <summary>How a backup or restore ends.</summary>
/// <param name="Phase">
/// <c>Completed</c>, <c>PartiallyFailed</c>, <c>Failed</c>, <c>FailedValidation</c>; or a phase it stays in for ever,
/// such as <c>InProgress</c>.
/// </param>
/// <param name="FailureReason">For Failed.</param>
/// <param name="ValidationErrors">For FailedValidation.</param>
public sealed record BackupOutcome(
    string Phase,
    int Errors = 0,
    int Warnings = 0,
    string? FailureReason = null,
    IReadOnlyList<string>? ValidationErrors = null)
{
    public static BackupOutcome Completed { get; } = new("Completed");

    public static BackupOutcome PartiallyFailed { get; } = new("PartiallyFailed", Errors: 1);

    public static BackupOutcome Failed { get; } = new("Failed", FailureReason: "backup failed as scripted");

    /// <summary>Begins and never ends.</summary>
    public static BackupOutcome Stuck { get; } = new("InProgress");

    /// <summary>How many items it says it holds; null: as many as it does.</summary>
    public int? Items { get; init; }

    /// <summary>The results file; null: it has neither errors nor warnings in it, whatever is counted.</summary>
    public JsonObject? Results { get; init; }

    /// <summary>The volume information; null: as the cluster is.</summary>
    public JsonArray? Volumes { get; init; }

    public int VolumeSnapshotsAttempted { get; init; }

    public int VolumeSnapshotsCompleted { get; init; }
}
