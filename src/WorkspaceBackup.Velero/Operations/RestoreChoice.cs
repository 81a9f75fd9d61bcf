using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What one cluster is to be restored from.</summary>
/// <param name="Run">The run the backup is of.</param>
/// <param name="Backup">The one concrete Backup, as it stands on the cluster that is restored.</param>
/// <param name="Namespaces">What is restored; null: all that the backup holds.</param>
public sealed record RestoreChoice(RunId Run, BackupRecord Backup, StringSet? Namespaces);
