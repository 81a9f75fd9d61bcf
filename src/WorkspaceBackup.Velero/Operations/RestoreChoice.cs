using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>What one cluster is to be restored from.</summary>
/// <param name="Run">The run the backup is of; null: it is named, and may be anybody's.</param>
/// <param name="Backup">The one concrete Backup, as it stands on the cluster that is restored.</param>
/// <param name="Namespaces">What is restored; null: all that the backup holds.</param>
/// <param name="Of">The cluster that was backed up, where it is another one.</param>
public sealed record RestoreChoice(RunId? Run, BackupRecord Backup, StringSet? Namespaces, string? Of = null);
