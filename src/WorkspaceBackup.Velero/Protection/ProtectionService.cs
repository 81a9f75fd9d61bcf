using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>
/// Finds out what of clusters is protected, in parallel and by lists alone: their number does not grow with the schedules,
/// namespaces or volumes. <c>docs/design/protection.md</c> has the rules.
/// </summary>
/// <param name="servers">Asks the Velero servers; share one per process.</param>
/// <param name="files">Reads backups' own files, where that is asked for.</param>
public sealed class ProtectionService(VeleroServers servers, IBackupFiles files)
{
    /// <returns>One for each cluster, in the same order.</returns>
    public async Task<IReadOnlyList<ClusterProtection>> JudgeAsync(
        ProtectionQuery query, CancellationToken cancellationToken)
    {
        var judged = await Task.WhenAll(query.Clusters.Select(cluster => ClusterWork.GuardAsync(
            cluster.Name,
            () => JudgeAsync(cluster, query, cancellationToken),
            fault => Unknown(cluster, fault))));

        // Of nothing at all nobody can say that it is protected.
        return judged.Any(static cluster => cluster.Namespaces.Count > 0) ? judged
            : [.. judged.Select(static cluster => cluster.Fault is null ? WithNothing(cluster) : cluster)];
    }

    private static ClusterProtection WithNothing(ClusterProtection cluster) => cluster with
    {
        Findings =
        [
            .. cluster.Findings,
            new ProtectionFinding(
                ProtectionSeverity.Unknown,
                ProtectionFindingKind.NamespaceMissing,
                cluster.Cluster,
                $"The cluster \"{cluster.Cluster}\" has none of the namespaces that are asked for, and neither has another: nothing was "
                + "judged. Correct the names, or the labels that select them."),
        ],
    };

    private static ClusterProtection Unknown(Cluster cluster, Fault fault) => new()
    {
        Cluster = cluster.Name,
        Fault = fault,
        Findings =
        [
            new ProtectionFinding(
                ProtectionSeverity.Unknown,
                ProtectionFindingKind.ClusterUnknown,
                cluster.Name,
                $"Nothing is known about the cluster \"{cluster.Name}\": {FaultReason.Of(fault.Kind)}."),
        ],
    };

    private async Task<ClusterProtection> JudgeAsync(
        Cluster cluster, ProtectionQuery query, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return Unknown(cluster, fault);
        }

        // Without its Schedules nothing can be said of a cluster.
        var velero = cluster.VeleroNamespace;
        var listed = await cluster.Lists.GetAsync(ApiPath.Velero("schedules", velero), null, cancellationToken);
        if (!listed.TryGet(out var schedules, out fault))
        {
            return Unknown(cluster, fault);
        }

        var reads = new ProtectionReads(cluster, cancellationToken);
        var facts = await ClusterFacts.ReadAsync(cluster, reads, servers, schedules);
        var now = query.At;
        var shelf = new BackupShelf(
            cluster.Name, identified.Uid, name => UsableLocation.Refusal(facts.Locations, name, now), now);
        var isRead = await reads.StreamAsync(ApiPath.Velero("backups", velero), "which backups there are", shelf.Add);
        var judge = new ProtectionJudge(cluster.Name, query, facts, isRead ? shelf : null);
        judge.JudgeSchedules();
        var judged = judge.Namespaces();
        var namespaces = judge.WithClaims(judged, await ClaimEvidence.ReadAsync(
            reads, velero, judge.Chosen, query.ReadBackupFiles ? new VolumeFiles(files, cluster, reads, cancellationToken) : null));
        var repositories = await reads.ListAsync(
            ApiPath.Velero("backuprepositories", velero), "whether the repositories are maintained") ?? [];
        return new ClusterProtection
        {
            Cluster = cluster.Name,
            VeleroVersion = facts.Server?.Version,
            Schedules = judge.Schedules,
            Namespaces = namespaces,
            Findings = [.. OfCluster(cluster.Name, reads, facts, repositories, now), .. judge.Findings],
            Warnings = reads.Missing is { } missing
                ? [Finding.Warning(FindingKind.CannotCheck, cluster.Name, missing)]
                : [],
        };
    }

    private static IEnumerable<ProtectionFinding> OfCluster(
        string cluster, ProtectionReads reads, ClusterFacts facts, ImmutableArray<JsonObject> repositories, DateTimeOffset now)
    {
        if (reads.Missing is { } missing)
        {
            yield return new(ProtectionSeverity.Warning, ProtectionFindingKind.CheckNotPossible, cluster, missing);
        }

        if (reads.IsVeleroSilent)
        {
            yield return new(
                ProtectionSeverity.Error, ProtectionFindingKind.VeleroNotAnswering, cluster,
                $"No Velero server answers on the cluster \"{cluster}\": no schedule runs. Look at its Deployment and its log.");
        }

        foreach (var location in facts.Locations ?? [])
        {
            if (UsableLocation.Refusal(location, now) is { } why)
            {
                yield return new(
                    ProtectionSeverity.Error, ProtectionFindingKind.LocationNotUsable, cluster,
                    $"Backups in the location \"{location.Name}\" do not count: it {why}. velero backup-location get shows what "
                    + "Velero finds.");
            }
            else if (UsableLocation.Unsynced(location, facts.SyncPeriod, now) is { } since)
            {
                yield return new(
                    ProtectionSeverity.Warning, ProtectionFindingKind.LocationNotSynced, cluster,
                    $"Velero {since}: \"{location.Name}\" may hold backups that the cluster does not show. Look at Velero's log for "
                    + "\"backup-sync\".");
            }
        }

        foreach (var repository in repositories)
        {
            if (RepositoryHealth.Problem(repository, now) is { } problem)
            {
                yield return new(
                    ProtectionSeverity.Warning, ProtectionFindingKind.RepositoryFailing, cluster,
                    $"The repository of the namespace \"{Json.Text(repository, "spec", "volumeNamespace")}\" in the location "
                    + $"\"{Json.Text(repository, "spec", "backupStorageLocation")}\" {problem}. kubectl get backuprepositories shows it.");
            }
        }
    }
}
