using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <summary>Reads what the own files of a run's backups tell, for those who ask for it.</summary>
public sealed class RunReviews(IBackupFiles files)
{
    /// <param name="backups">Each with the cluster that has it.</param>
    /// <returns>By cluster, and as warnings what could not be read.</returns>
    public async Task<(IReadOnlyDictionary<string, OperationReview> Reviews, IReadOnlyList<Finding> Findings)> OfAsync(
        IEnumerable<(Cluster Cluster, BackupRecord Backup)> backups, RunId run, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(backups.Select(async one => (one.Backup, Review: await ClusterWork.GuardAsync(
            one.Cluster.Name,
            async () => (await one.Cluster.Api.GetAsync(
                    ApiPath.Velero("backups", one.Cluster.VeleroNamespace, one.Backup.Name), cancellationToken))
                .TryGet(out var found, out var fault)
                ? await BackupReview.OfAsync(files, one.Cluster, found, cancellationToken)
                : Unread(fault),
            Unread))));
        return (
            new SortedDictionary<string, OperationReview>(
                read.ToDictionary(static one => one.Backup.Cluster, static one => one.Review, StringComparer.Ordinal), StringComparer.Ordinal),
            [.. ReviewFindings.Of(
                    [.. read.Select(static one => (OperationState.Of(one.Backup), one.Review))], run.ToString(),
                    requireVolumes: false, requireVerified: false, isEndTold: false)
                .Where(static finding => finding.Kind == FindingKind.FilesNotRead)]);
    }

    private static OperationReview Unread(Fault fault) => new() { Unread = [$"not readable: {FaultReason.Of(fault.Kind)}"] };
}
