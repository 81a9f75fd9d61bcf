using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>What depends on a location, and is of no use without it.</summary>
public static class LocationUsers
{
    /// <summary>The Schedules of this workspace that still make backups through the locations; a finding each, as errors.</summary>
    /// <param name="names">By cluster, the location's name.</param>
    public static async Task<IReadOnlyList<Finding>> SchedulesAsync(
        IReadOnlyList<Cluster> clusters,
        IReadOnlyDictionary<string, string> names,
        string workspace,
        CancellationToken cancellationToken) =>
    [
        .. (await NamesAsync(clusters, names, workspace, cancellationToken)).Select(one => Finding.Error(
            FindingKind.LocationInUse,
            one.Cluster.Name,
            $"The Schedule \"{one.Schedule}\" still makes its backups through the location \"{names[one.Cluster.Name]}\", and every one would fail.",
            null,
            LocationKind.PathOf(one.Cluster.VeleroNamespace, names[one.Cluster.Name]).ObjectName)),
    ];

    /// <summary>The Schedules of this workspace that make backups through the locations.</summary>
    /// <param name="names">By cluster, the location's name.</param>
    public static Task<IReadOnlyList<(Cluster Cluster, string Schedule)>> NamesAsync(
        IReadOnlyList<Cluster> clusters,
        IReadOnlyDictionary<string, string> names,
        string workspace,
        CancellationToken cancellationToken) => OnEachAsync(clusters, "schedules", (cluster, schedules) => schedules
            .Where(schedule => Json.Text(schedule, "spec", "template", "storageLocation") == names[cluster.Name]
                && Json.Text(schedule, "metadata", "labels", OwnedMetadata.ManagedByLabel) == OwnedMetadata.FieldManager
                && Json.Text(schedule, "metadata", "labels", OwnedMetadata.WorkspaceLabel) == workspace)
            .Select(schedule => (cluster, Json.Name(schedule))), cancellationToken);

    /// <summary>How many backups cannot be used any more once the locations are gone; a warning for each cluster that has some.</summary>
    /// <param name="names">By cluster, the location's name.</param>
    public static Task<IReadOnlyList<Finding>> BackupsAsync(
        IReadOnlyList<Cluster> clusters, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken) =>
        OnEachAsync<Finding>(clusters, "backups", (cluster, backups) => backups
            .Count(backup => Json.Text(backup, "spec", "storageLocation") == names[cluster.Name]) is > 0 and var count
            ? [Finding.Warning(
                FindingKind.BackupsUnusable,
                cluster.Name,
                $"{count} {(count == 1 ? "Backup is" : "Backups are")} in the location \"{names[cluster.Name]}\". "
                + "Without it they stay as they are and can be neither restored nor deleted.",
                null,
                LocationKind.PathOf(cluster.VeleroNamespace, names[cluster.Name]).ObjectName)]
            : [], cancellationToken);

    /// <summary>A cluster that does not answer is the deletion's own business.</summary>
    private static async Task<IReadOnlyList<T>> OnEachAsync<T>(
        IReadOnlyList<Cluster> clusters,
        string resource,
        Func<Cluster, IReadOnlyList<JsonObject>, IEnumerable<T>> find,
        CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(clusters.Select(cluster => ClusterWork.GuardAsync<List<T>>(
            cluster.Name,
            async () =>
            {
                var listed = await cluster.Lists.GetAsync(
                    ApiPath.Velero(resource, cluster.VeleroNamespace), null, cancellationToken);
                return listed.TryGet(out var objects, out _) ? [.. find(cluster, objects)] : [];
            },
            static _ => [])));
        return [.. found.SelectMany(static findings => findings)];
    }
}
