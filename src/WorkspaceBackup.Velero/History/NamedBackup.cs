using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.History;

/// <summary>A Backup that is named for one cluster, whoever made it.</summary>
internal sealed record NamedBackup
{
    public required string Name { get; init; }

    /// <summary>Null: the cluster has none of that name.</summary>
    public BackupRecord? Backup { get; init; }

    /// <summary>The cluster that was backed up, where its labels say that it is another one.</summary>
    public string? Of { get; init; }

    /// <summary>When there is none of that name: another cluster that has one; null: none that answers.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>When there is none of that name: of those that there are, what may have been meant, or else the newest.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Whether <see cref="Others"/> are like the name.</summary>
    public bool AreNear { get; init; }

    /// <param name="all">All clusters, to look for what is not on this one.</param>
    public static async Task<Outcome<NamedBackup>> FindAsync(
        Cluster cluster, string name, IReadOnlyList<Cluster> all, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return fault;
        }

        var path = ApiPath.Velero("backups", cluster.VeleroNamespace);
        if ((await cluster.Api.GetAsync(path.Named(name), cancellationToken)).TryGet(out var found, out fault))
        {
            var backup = BackupReader.Read(found, cluster.Name);
            return new NamedBackup
            {
                Name = name,
                Backup = backup,
                Of = backup.SourceClusterUid is { } uid && uid != identified.Uid ? backup.SourceCluster ?? uid : null,
            };
        }

        if (fault.Kind != FaultKind.NotFound)
        {
            return fault;
        }

        var elsewhere = await Task.WhenAll(all.Where(other => other.Name != cluster.Name).Select(async other => (
            other.Name,
            Found: await ClusterWork.GuardAsync(other.Name, () => other.Api.GetAsync(
                ApiPath.Velero("backups", other.VeleroNamespace, name), cancellationToken)))));
        return elsewhere.Where(static one => one.Found.Succeeded).Select(static one => one.Name).Min(StringComparer.Ordinal) is { } has
            ? new NamedBackup { Name = name, Elsewhere = has }
            : await LikeAsync(cluster, path, name, cancellationToken);
    }

    /// <summary>Keeps no more than it names: a cluster may hold tens of thousands.</summary>
    private static async Task<Outcome<NamedBackup>> LikeAsync(
        Cluster cluster, ApiPath path, string name, CancellationToken cancellationToken)
    {
        const int Named = 3;
        var stem = BackupRecord.StemOf(name);
        var near = new SortedSet<(int Edits, string Name)>();
        var newest = new SortedSet<(DateTimeOffset Made, string Name)>();
        await foreach (var item in cluster.Api.ListAsync(path, null, cancellationToken))
        {
            if (!item.TryGet(out var json, out var fault))
            {
                return fault;
            }

            var other = BackupReader.Read(json, cluster.Name);
            if ((stem is not null && BackupRecord.StemOf(other.Name) == stem) || NearestWord.To(name, [other.Name]) is not null)
            {
                near.Add((NearestWord.Edits(name, other.Name), other.Name));
                Keep(near, near.Max);
            }

            newest.Add((other.MadeAt, other.Name));
            Keep(newest, newest.Min);
        }

        return new NamedBackup
        {
            Name = name,
            Others = near.Count > 0 ? [.. near.Select(static one => one.Name)] : [.. newest.Reverse().Select(static one => one.Name)],
            AreNear = near.Count > 0,
        };

        static void Keep<T>(SortedSet<T> set, T last)
        {
            if (set.Count > Named)
            {
                set.Remove(last);
            }
        }
    }
}
