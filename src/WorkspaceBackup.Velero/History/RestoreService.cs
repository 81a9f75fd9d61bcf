using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Operations;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// Chooses what clusters are restored from, one concrete Backup each, and has it restored.
/// <c>docs/design/backup-and-restore.md</c> has the rules and their reasons.
/// </summary>
/// <param name="time">The clock of ages.</param>
/// <param name="files">Reads what backups hold.</param>
public sealed class RestoreService(TimeProvider time, RestoreOperations operations, IBackupFiles files)
{
    /// <summary>
    /// What would be restored from what, and what stands in the way; nothing is written but ServerStatusRequests and
    /// DownloadRequests.
    /// </summary>
    public async Task<RestorePlan> PlanAsync(
        RestoreSelection selection, RestoreRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var resolution = await RestoreResolution.RunAsync(selection, request.Clusters, now, cancellationToken);
        var (findings, skipped) = await operations.DryRunAsync(Of(request, resolution), cancellationToken);
        if (findings.Any(finding => finding.IsError) || resolution.Choices.Count == 0)
        {
            return new(resolution.Choices, resolution.LeftOut, findings);
        }

        var held = await HeldObjects.ReadAsync(
            files,
            request.Clusters.Where(cluster => resolution.Choices.ContainsKey(cluster.Name) && !skipped.ContainsKey(cluster.Name))
                .Select(cluster => (cluster, resolution.Choices[cluster.Name])),
            cancellationToken);
        return new(
            resolution.Choices,
            resolution.LeftOut,
            [
                .. findings,
                RestoreAnnouncement.Of(
                    selection, request, resolution, skipped.Keys, ClusterClocks.Of(request.Clusters, time), held),
            ]);
    }

    /// <summary>Chooses and validates everywhere, then starts everywhere, then waits.</summary>
    public async Task<RestoreResult> CreateAsync(
        RestoreSelection selection, RestoreRequest request, CancellationToken cancellationToken)
    {
        var resolution = await RestoreResolution.RunAsync(
            selection, request.Clusters, time.GetUtcNow(), cancellationToken);
        return new(await operations.CreateAsync(Of(request, resolution), cancellationToken), resolution.LeftOut);
    }

    private static RestoreRequest Of(RestoreRequest request, RestoreResolution resolution) => request with
    {
        Choices = resolution.Choices,
        Faults = resolution.Faults,
        Found = resolution.Findings,
    };
}
