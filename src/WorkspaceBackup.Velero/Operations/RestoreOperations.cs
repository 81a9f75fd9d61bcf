using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>Restores, each cluster's from one concrete Backup that is chosen already.</summary>
/// <inheritdoc cref="OperationService{TRequest, TRecord}"/>
public sealed class RestoreOperations(
    TimeProvider time, VeleroServers servers, AccessReviews reviews, IBackupFiles files, TimeSpan? lostLimit = null)
    : OperationService<RestoreRequest, RestoreRecord>(time, servers, reviews, files, lostLimit)
{
    private protected override string Word => "restore";

    private protected override string Plural => "restores";

    private protected override async Task<ClusterPlan> PrepareAsync(
        RestoreRequest request, Cluster cluster, DateTimeOffset at, bool planning, CancellationToken cancellationToken) =>
        request.Faults.TryGetValue(cluster.Name, out var fault) ? ClusterPlan.Failed(cluster, fault)
        : request.Choices.TryGetValue(cluster.Name, out var choice)
            ? await new RestorePreparation(request, cluster, choice, Servers, at, planning).RunAsync(cancellationToken)
            : new ClusterPlan(cluster, null, null, []);

    private protected override RestoreRecord Read(Cluster cluster, JsonObject found) => RestoreRecord.Read(cluster, found);

    private protected override OperationState StateOf(RestoreRecord record) => OperationState.Of(record);

    private protected override Task<OperationReview> ReadFilesAsync(
        Cluster cluster, JsonObject found, CancellationToken cancellationToken) =>
        RestoreReview.OfAsync(Files, cluster, found, cancellationToken);

    /// <summary>
    /// Removes the object; what it restored stays. Does not wait: Velero's finalizer lets an object go only while a server
    /// runs.
    /// </summary>
    private protected override async Task<Finding?> DeleteAsync(
        KnownObject known, Action<OperationState> progress, CancellationToken cancellationToken)
    {
        var cluster = known.Cluster;
        var path = ApiPath.Velero("restores", cluster.VeleroNamespace, known.Name);
        switch (await OperationLookup.FindAsync("restores", known, cancellationToken))
        {
            case Observation<JsonObject>.Failed { Fault: var fault }:
                return fault.Kind == FaultKind.VeleroNotInstalled ? null : Finding.Of(fault);
            case Observation<JsonObject>.Elsewhere { Finding: var elsewhere }:
                return elsewhere with { Severity = Severity.Warning };
            case Observation<JsonObject>.Found { Record: var restore }:
                var deleted = await cluster.Api.DeleteAsync(
                    path, Json.Text(restore, "metadata", "uid"), default, cancellationToken);
                return deleted.TryGet(out _, out var refused) || refused.Kind == FaultKind.NotFound
                    ? null
                    : Finding.Of(refused with { Object = path.ObjectName });
            default:
                return null;
        }
    }
}
