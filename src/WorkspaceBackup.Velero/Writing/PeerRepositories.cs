using System.Runtime.CompilerServices;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// Finds backups that would store volumes in repositories which two clusters maintain: up to 1.15 a Velero does so through
/// read-only locations too, and two that maintain one repository damage it.
/// </summary>
internal static class PeerRepositories
{
    /// <summary>From here on Velero leaves the repositories of read-only locations alone.</summary>
    public static readonly VeleroVersion Safe = new(1, 16);

    // A request asks for each of its clusters, and of all of them.
    private static readonly ConditionalWeakTable<IReadOnlyList<Cluster>, Lazy<Task<ILookup<(string, string, string, string), Cluster>>>>
        s_readOnly = [];

    /// <param name="writes">What is to be written, and what the object takes that is there; null: there is none.</param>
    /// <param name="workspace">The other clusters; those that do not answer are not this check's business.</param>
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<(PreflightSubject Subject, BackupContent? Before)> writes,
        IReadOnlyList<Cluster> workspace,
        VeleroServers servers,
        CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(writes.Select(write => ClusterWork.GuardAsync<IReadOnlyList<Finding>>(
            write.Subject.Cluster.Name,
            () => OfAsync(write.Subject, write.Before, workspace, servers, cancellationToken),
            static _ => [])));
        return [.. found.SelectMany(static findings => findings)];
    }

    /// <summary>What there is to say of backups on a cluster whose folder older Veleros maintain too.</summary>
    /// <param name="old">By cluster, the Velero that runs there.</param>
    /// <param name="use">Why they store volumes in repositories.</param>
    public static string Detail(IReadOnlyDictionary<string, string> old, string use)
    {
        var (cluster, version) = old.OrderBy(static one => one.Key, StringComparer.Ordinal).First();
        return $"Velero {version} on cluster \"{cluster}\"{(old.Count > 1 ? $", and likewise on {old.Count - 1} more," : "")} maintains the repositories in "
            + $"its peers' folders too, which their own clusters maintain; and {use}, which stores them in such repositories. Two that "
            + $"maintain one repository can lose data. Since {Safe} Velero leaves those of read-only locations alone: upgrade it there first.";
    }

    private static async Task<IReadOnlyList<Finding>> OfAsync(
        PreflightSubject subject, BackupContent? before, IReadOnlyList<Cluster> workspace, VeleroServers servers, CancellationToken cancellationToken)
    {
        var cluster = subject.Cluster;
        var seeing = await SeeingAsync(cluster, subject.Content.StorageLocation, workspace, cancellationToken);
        var asked = await Task.WhenAll(seeing.Select(async one => (one.Name, Server: await servers.AskAsync(one, cancellationToken))));
        var old = asked
            .Where(static one => one.Server.TryGet(out var server, out _) && VeleroVersion.TryParse(server.Version, out var version)
                && version.CompareTo(Safe) < 0)
            .ToDictionary(static one => one.Name, static one => one.Server.Value.Version, StringComparer.Ordinal);
        if (old.Count == 0 || await RepositoryUse.OfAsync(cluster, subject.Content, cancellationToken) is not { } use)
        {
            return [];
        }

        // What does so already must stay possible to change and to mend.
        var isSoAlready = before is not null && before.StorageLocation == subject.Content.StorageLocation
            && await RepositoryUse.OfAsync(cluster, before, cancellationToken) is not null;
        return
        [
            new Finding(
                isSoAlready ? Severity.Warning : Severity.Error,
                FindingKind.PeersShareRepositories,
                cluster.Name,
                Detail(old, use.Reason),
                subject.Field(use.Field ?? BackupContentFields.BackupLocation),
                subject.Path.ObjectName),
        ];
    }

    /// <summary>The clusters that see the folder of a location through a read-only one, and itself where it sees those of its peers.</summary>
    private static async Task<IReadOnlyList<Cluster>> SeeingAsync(
        Cluster cluster, string? location, IReadOnlyList<Cluster> workspace, CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        if (!listed.TryGet(out var locations, out _)
            || (location is null
                ? locations.FirstOrDefault(static one => Json.Flag(one, "spec", "default") == true)
                : locations.FirstOrDefault(one => Json.Name(one) == location)) is not { } found)
        {
            return [];
        }

        var own = BackupLocation.Read(found);
        var readOnly = await s_readOnly.GetValue(workspace, static all => new(() => ReadOnlyAsync(all))).Value.WaitAsync(cancellationToken);
        var isPeer = locations.Any(one => Json.Text(one, "metadata", "annotations", OwnedMetadata.PeerAnnotation)
            ?.StartsWith($"{own.Name}/", StringComparison.Ordinal) == true);
        return
        [
            .. isPeer ? (IEnumerable<Cluster>)[cluster] : [],
            .. readOnly[PlaceOf(own)].Where(other => other.Name != cluster.Name),
        ];
    }

    /// <summary>By place, the clusters that answer and have a read-only location there.</summary>
    private static async Task<ILookup<(string, string, string, string), Cluster>> ReadOnlyAsync(IReadOnlyList<Cluster> workspace)
    {
        var read = await Task.WhenAll(workspace.Select(cluster => ClusterWork.GuardAsync<(Cluster Cluster, BackupLocation Location)[]>(
            cluster.Name,
            async () =>
                (await cluster.Probe.GetAsync(CancellationToken.None)).Succeeded
                && (await BackupLocation.ListAsync(cluster, CancellationToken.None)).TryGet(out var locations, out _)
                    ? [.. locations.Select(BackupLocation.Read).Where(static one => one.AccessMode == "ReadOnly").Select(one => (cluster, one))]
                    : [],
            static _ => [])));
        return read.SelectMany(static all => all).ToLookup(static one => PlaceOf(one.Location), static one => one.Cluster);
    }

    private static (string, string, string, string) PlaceOf(BackupLocation location) =>
        (location.Provider, location.Bucket, location.Prefix, location.Endpoint);
}
