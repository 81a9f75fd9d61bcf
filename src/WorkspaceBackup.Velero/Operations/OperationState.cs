using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>How a Backup or a Restore stands, as far as whoever waits for it cares.</summary>
/// <param name="Cluster">Where.</param>
/// <param name="Object"><c>Kind namespace/name</c>.</param>
/// <param name="Phase">Velero's word.</param>
/// <param name="IsOver">Velero does no more work on it.</param>
/// <param name="Done">Items done; null: not counted yet.</param>
/// <param name="Total">Items known of so far; null: not counted yet.</param>
public sealed record OperationState(string Cluster, string Object, string Phase, bool IsOver, long? Done, long? Total)
{
    public long Errors { get; init; }

    public long Warnings { get; init; }

    public string? FailureReason { get; init; }

    /// <summary>From 1, while it is Queued (Velero 1.18); null: not told.</summary>
    public long? QueuePosition { get; init; }

    /// <summary>Why it does not move, as whole sentences; null: it does, or nobody has asked yet.</summary>
    public string? Note { get; init; }

    /// <summary>Whether an end without any item is an end without any work: a backup may be of an empty namespace.</summary>
    public bool IsRestore { get; init; }

    public IReadOnlyList<string> ValidationErrors { get; init; } = [];

    /// <summary>The command that shows Velero's log of it.</summary>
    public required string LogCommand { get; init; }

    public static OperationState Of(BackupRecord backup) => new(
        backup.Cluster,
        $"Backup {backup.VeleroNamespace}/{backup.Name}",
        backup.PhaseText,
        backup.Phase.IsOver(),
        backup.ItemsBackedUp,
        backup.TotalItems)
    {
        Errors = backup.Errors,
        Warnings = backup.Warnings,
        FailureReason = backup.FailureReason,
        ValidationErrors = backup.ValidationErrors,
        QueuePosition = backup.QueuePosition,
        LogCommand = LogsOf("backup", backup.Name, backup.VeleroNamespace, backup.Cluster),
    };

    public static OperationState Of(RestoreRecord restore) => new(
        restore.Cluster,
        $"Restore {restore.VeleroNamespace}/{restore.Name}",
        restore.Phase,
        restore.IsOver,
        restore.ItemsRestored,
        restore.TotalItems)
    {
        Errors = restore.Errors,
        Warnings = restore.Warnings,
        FailureReason = restore.FailureReason,
        ValidationErrors = restore.ValidationErrors,
        IsRestore = true,
        LogCommand = LogsOf("restore", restore.Name, restore.VeleroNamespace, restore.Cluster),
    };

    private static string LogsOf(string kind, string name, string veleroNamespace, string cluster) =>
        $"velero {kind} logs {name} --namespace {veleroNamespace} (with the kubeconfig of cluster \"{cluster}\")";
}
