using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.History;

/// <summary>The backups that were asked for.</summary>
/// <param name="Backups">Newest first; those of one time by cluster and name.</param>
/// <param name="Faults">The clusters that could not be asked, and why.</param>
public sealed record BackupListing(IReadOnlyList<ListedBackup> Backups, IReadOnlyDictionary<string, Fault> Faults);
