using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>One run of a schedule, or one on-demand backup, over all clusters as one thing.</summary>
/// <param name="Id">Its id; the time in it is when the run was due.</param>
/// <param name="IsOver">
/// All its backups ended and no cluster's is still to come, or the next run is due already.
/// </param>
/// <param name="Backups">By the cluster's key; a cluster without a backup in it has no entry.</param>
/// <param name="IsAlone">It is one cluster's alone: the schedule gives clusters no common time.</param>
public sealed record BackupRun(RunId Id, bool IsOver, IReadOnlyDictionary<string, BackupRecord> Backups, bool IsAlone);
