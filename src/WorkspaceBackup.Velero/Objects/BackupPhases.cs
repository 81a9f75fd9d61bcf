namespace WorkspaceBackup.Velero.Objects;

/// <summary>What the phases mean to whoever waits for a backup or wants to use it.</summary>
public static class BackupPhases
{
    /// <summary>The words Velero writes, by what they mean.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetValues<BackupPhase>().Except([BackupPhase.Unrecognized]).Select(phase => phase.Name())];

    /// <summary>Reads Velero's word; absent or empty is <see cref="BackupPhase.New"/>.</summary>
    public static BackupPhase Parse(string? text) => text switch
    {
        null or "" or "New" => BackupPhase.New,
        "Queued" => BackupPhase.Queued,
        "ReadyToStart" => BackupPhase.ReadyToStart,
        "InProgress" => BackupPhase.InProgress,
        "WaitingForPluginOperations" => BackupPhase.WaitingForPluginOperations,
        "WaitingForPluginOperationsPartiallyFailed" => BackupPhase.WaitingForPluginOperationsPartiallyFailed,
        "Finalizing" => BackupPhase.Finalizing,
        "FinalizingPartiallyFailed" => BackupPhase.FinalizingPartiallyFailed,
        "Completed" => BackupPhase.Completed,
        "PartiallyFailed" => BackupPhase.PartiallyFailed,
        "Failed" => BackupPhase.Failed,
        "FailedValidation" => BackupPhase.FailedValidation,
        "Deleting" => BackupPhase.Deleting,
        _ => BackupPhase.Unrecognized,
    };

    /// <summary>Velero's word for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="BackupPhase.Unrecognized"/>, which has no one word.
    /// </exception>
    public static string Name(this BackupPhase phase) => phase switch
    {
        BackupPhase.New => "New",
        BackupPhase.Queued => "Queued",
        BackupPhase.ReadyToStart => "ReadyToStart",
        BackupPhase.InProgress => "InProgress",
        BackupPhase.WaitingForPluginOperations => "WaitingForPluginOperations",
        BackupPhase.WaitingForPluginOperationsPartiallyFailed => "WaitingForPluginOperationsPartiallyFailed",
        BackupPhase.Finalizing => "Finalizing",
        BackupPhase.FinalizingPartiallyFailed => "FinalizingPartiallyFailed",
        BackupPhase.Completed => "Completed",
        BackupPhase.PartiallyFailed => "PartiallyFailed",
        BackupPhase.Failed => "Failed",
        BackupPhase.FailedValidation => "FailedValidation",
        BackupPhase.Deleting => "Deleting",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "a phase without a word"),
    };

    /// <summary>
    /// Velero does no more work on it, whatever came of it. A phase that is not known is taken as under way.
    /// </summary>
    public static bool IsOver(this BackupPhase phase) => phase is BackupPhase.Completed or BackupPhase.PartiallyFailed
        or BackupPhase.Failed or BackupPhase.FailedValidation or BackupPhase.Deleting;

    /// <summary>Whether it can be restored from.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="allowPartiallyFailed">Whether one that lacks some items will do.</param>
    public static bool IsUsable(this BackupPhase phase, bool allowPartiallyFailed = false) =>
        phase == BackupPhase.Completed || (allowPartiallyFailed && phase == BackupPhase.PartiallyFailed);
}
