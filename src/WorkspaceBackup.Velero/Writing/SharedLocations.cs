using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// Finds locations that two clusters write to: each of the two takes the other's backups for its own, shows, restores
/// and deletes them.
/// </summary>
internal static class SharedLocations
{
    /// <param name="writes">What is to be written.</param>
    /// <param name="workspace">The other clusters; those that do not answer are not this check's business.</param>
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<(PreflightSubject Subject, string ClusterUid)> writes, IReadOnlyList<Cluster> workspace, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
        {
            return [];
        }

        var written = writes.Select(write => write.Subject.Cluster.Name).ToHashSet(StringComparer.Ordinal);
        var read = await Task.WhenAll(writes
            .Select(write => write.Subject.Cluster)
            .Concat(workspace.Where(cluster => !written.Contains(cluster.Name)))
            .Select(cluster => ClusterWork.GuardAsync(
                cluster.Name, () => ReadAsync(cluster, cancellationToken), static _ => null)));
        var known = read.OfType<ClusterLocations>().ToList();
        return [.. writes.SelectMany(write => Of(write.Subject, write.ClusterUid, known))];
    }

    private static IEnumerable<Finding> Of(
        PreflightSubject subject, string clusterUid, List<ClusterLocations> known)
    {
        var content = subject.Content;
        var own = known.FirstOrDefault(cluster => cluster.Name == subject.Cluster.Name)?.Locations
            .FirstOrDefault(location => location.Name == content.StorageLocation);
        var others = StringSet.From(known
            .Where(other => own is not null && other.Uid != clusterUid
                && other.Locations.Any(own.WritesToSamePlaceAs))
            .Select(other => other.Name));
        if (others.Count == 0)
        {
            yield break;
        }

        var movesData = content is { SnapshotMoveData: true } or { DefaultVolumesToFsBackup: true };
        var detail = $"The location \"{own!.Name}\" writes to bucket \"{own.Bucket}\""
            + (own.Prefix.Length == 0 ? "" : $", prefix \"{own.Prefix}\"")
            + $", and so does cluster {NameList.Quoted(others)}. Each cluster takes "
            + "the other's backups for its own: they show up, expire and are deleted on both."
            + (movesData ? " With data moved or backed up as files, both also write one repository per namespace." : "")
            + " Give each cluster a prefix of its own.";
        yield return Finding.Warning(
            FindingKind.LocationShared,
            subject.Cluster.Name,
            detail,
            subject.Field(BackupContentFields.BackupLocation),
            subject.Path.ObjectName) with
        {
            Severity = movesData ? Severity.Error : Severity.Warning,
        };
    }

    private static async Task<ClusterLocations?> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out _))
        {
            return null;
        }

        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        return listed.TryGet(out var locations, out _)
            ? new ClusterLocations(cluster.Name, identified.Uid, [.. locations.Select(BackupLocation.Read)])
            : null;
    }

    private sealed record ClusterLocations(string Name, string Uid, IReadOnlyList<BackupLocation> Locations);
}
