using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <param name="Run">The run that the backup belongs to.</param>
/// <param name="Backup">The backup.</param>
/// <param name="IsPart">It takes less than the schedule of that run asks for, and does not stand for it.</param>
public sealed record ListedBackup(RunId Run, BackupRecord Backup, bool IsPart = false);
