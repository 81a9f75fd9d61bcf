namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// Where a Backup is on its way, in Velero's own words; see <see cref="BackupPhases"/> for what they mean.
/// </summary>
public enum BackupPhase
{
    /// <summary>No phase yet, which is how every Backup begins, or one that Velero is about to start.</summary>
    New,
    Queued,
    ReadyToStart,
    InProgress,
    WaitingForPluginOperations,
    WaitingForPluginOperationsPartiallyFailed,
    Finalizing,
    FinalizingPartiallyFailed,
    Completed,
    PartiallyFailed,
    Failed,
    FailedValidation,

    /// <summary>Also a Backup object that is on its way out of the API server.</summary>
    Deleting,

    /// <summary>A word that the Velero of a later day has for it.</summary>
    Unrecognized,
}
