using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>Why a cluster does not show the backup of another one that it is to be restored from: the other one is asked for it.</summary>
internal static class UnseenBackup
{
    private const string Field = "source_clusters";

    /// <param name="source">The key of the cluster that was backed up.</param>
    /// <param name="run">That is to be restored; null: the newest one of the schedule.</param>
    public static async Task<Finding> ExplainAsync(
        Cluster cluster, string source, RunId? run, RestoreSelection selection, CancellationToken cancellationToken)
    {
        var of = run is { } named ? $"of the run {named}" : $"of \"{selection.FromSchedule}\"";
        var other = source == cluster.Name ? null : selection.AllClusters.FirstOrDefault(one => one.Name == source);
        var read = other is null
            ? new Fault(FaultKind.NotFound, source, "")
            : await ClusterWork.GuardAsync(source, () => RestoreSources.FindAsync(
                other, selection with { SourceClusters = StringMap.Empty }, cancellationToken));
        if (!read.TryGet(out var theirs, out _))
        {
            return NotSeen(cluster, source, $"a backup of cluster \"{source}\" {of}", " If one of them has the backups of that cluster, a Backup "
                + "of the same name from another location hides it: Velero shows only one of a name.");
        }

        var wanted = theirs
            .Where(listed => run is { } one ? listed.Run.Time == one.Time : selection.Before is not { } before || listed.Backup.CompletedAt < before)
            .OrderByDescending(listed => listed.Backup.Phase.IsUsable(selection.AllowPartiallyFailed))
            .ThenByDescending(static listed => listed.Backup.MadeAt)
            .FirstOrDefault()?.Backup;
        if (wanted is null)
        {
            // One that was rebuilt shows what it made before as somebody else's.
            return NotSeen(
                cluster, source, $"a backup of cluster \"{source}\" {of}", $" Cluster \"{source}\" shows none of its own either.");
        }

        var taken = await cluster.Api.GetAsync(
            ApiPath.Velero("backups", cluster.VeleroNamespace, wanted.Name), cancellationToken);
        return taken.TryGet(out var found, out _)
            ? Hidden(cluster, source, wanted, BackupReader.Read(found, cluster.Name))
            : NotSeen(cluster, source, $"the backup {wanted.Name} of cluster \"{source}\" {of}, which is there in the location \"{wanted.StorageLocation}\"", "");
    }

    private static Finding Hidden(Cluster cluster, string source, BackupRecord wanted, BackupRecord found) => Finding.Error(
        FindingKind.BackupHidden,
        cluster.Name,
        $"On cluster \"{cluster.Name}\" the name {wanted.Name} is taken by another Backup, "
        + (found.SourceCluster is { } backedUp ? $"of cluster \"{backedUp}\" and " : "")
        + $"in the location \"{found.StorageLocation}\". It hides the one of cluster \"{source}\", which is there in the location "
        + $"\"{wanted.StorageLocation}\": Velero shows only one Backup of a name, whichever locations it sees.",
        Field,
        ApiPath.Velero("backups", cluster.VeleroNamespace, found.Name).ObjectName);

    private static Finding NotSeen(Cluster cluster, string source, string what, string besides) => Finding.Error(
        FindingKind.NoBackup,
        cluster.Name,
        $"Velero on cluster \"{cluster.Name}\" does not see {what}. It sees what its own BackupStorageLocations "
        + $"hold.{besides}",
        Field) with
    {
        Facts = FindingFacts.Unseen,
    };
}
