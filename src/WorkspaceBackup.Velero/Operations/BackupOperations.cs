using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>Backups on demand.</summary>
/// <inheritdoc cref="OperationService{TRequest, TRecord}"/>
public sealed class BackupOperations(
    TimeProvider time, VeleroServers servers, AccessReviews reviews, IBackupFiles files, TimeSpan? lostLimit = null)
    : OperationService<BackupRequest, BackupRecord>(time, servers, reviews, files, lostLimit)
{
    private protected override string Word => "backup";

    private protected override string Plural => "backups";

    private protected override Task<ClusterPlan> PrepareAsync(
        BackupRequest request, Cluster cluster, DateTimeOffset at, bool planning, CancellationToken cancellationToken) =>
        request.Faults.TryGetValue(cluster.Name, out var fault)
            ? Task.FromResult(ClusterPlan.Failed(cluster, fault))
            : new BackupPreparation(request, cluster, Servers, at, planning).RunAsync(cancellationToken);

    private protected override BackupRecord Read(Cluster cluster, JsonObject found) =>
        BackupReader.Read(found, cluster.Name);

    private protected override OperationState StateOf(BackupRecord record) => OperationState.Of(record);

    private protected override Task<OperationReview> ReadFilesAsync(
        Cluster cluster, JsonObject found, CancellationToken cancellationToken) =>
        BackupReview.OfAsync(Files, cluster, found, cancellationToken);

    private protected override Task<Finding?> DeleteAsync(
        KnownObject known, Action<OperationState> progress, CancellationToken cancellationToken) =>
        new BackupDeletion(known, Servers, Wait, Time, progress).RunAsync(cancellationToken);

    private protected override Finding NotInTime(KnownObject known, TimeSpan limit, Fault cut) => Finding.Error(
        FindingKind.BackupNotDeleted,
        known.Cluster.Name,
        $"Backup {known.Cluster.VeleroNamespace}/{known.Name} was not deleted within {GoDuration.FromTimeSpan(limit)}: the time was over "
        + $"before Velero was asked to, or had done it ({cut.Detail}).");
}
