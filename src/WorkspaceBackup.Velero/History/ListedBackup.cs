using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <param name="Run">The run that the backup belongs to.</param>
/// <param name="Backup">The backup.</param>
public sealed record ListedBackup(RunId Run, BackupRecord Backup);
