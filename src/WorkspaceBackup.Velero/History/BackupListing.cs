using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.History;

/// <summary>The backups that were asked for.</summary>
/// <param name="Backups">Newest first; those of one time by cluster and name.</param>
/// <param name="Faults">The clusters that could not be asked, and why.</param>
/// <param name="LeftOut">By cluster, what there is although <paramref name="Backups"/> is empty.</param>
public sealed record BackupListing(
    IReadOnlyList<FoundBackup> Backups,
    IReadOnlyDictionary<string, Fault> Faults,
    IReadOnlyDictionary<string, LeftOutBackups> LeftOut);
