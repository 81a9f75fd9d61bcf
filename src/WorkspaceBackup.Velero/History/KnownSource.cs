using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>A Schedule whose backups count, as far as attributing them needs it.</summary>
/// <param name="Prefix">The prefix of the schedule resource.</param>
/// <param name="Runs">
/// When its runs are due; null when the cluster no longer has the Schedule and nothing else says so.
/// </param>
/// <param name="Due">
/// When this cluster's backup is due, its stagger included; null likewise, and while it is paused.
/// </param>
/// <param name="Content">What its backups take; null when the cluster no longer has the Schedule.</param>
/// <param name="ContentDigest">Of <paramref name="Content"/>.</param>
internal sealed record KnownSource(
    string Prefix, RunSlots? Runs, RunSlots? Due, BackupContent? Content, string? ContentDigest);
