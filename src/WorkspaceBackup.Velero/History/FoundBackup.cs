using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>A Backup on a cluster, whoever made it.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Run">The run of the workspace that it belongs to; null: it is not the workspace's.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record FoundBackup(BackupRecord Backup, RunId? Run, BackupOrigin Origin);
