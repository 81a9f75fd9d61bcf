using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// Finds what is in the place already that a location is to write to: a location of another cluster, which would take the
/// backups for its own, or one above or below it, whose folders Velero refuses.
/// </summary>
internal static class PlacesInUse
{
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<ObjectWriter> writers, Surroundings around, CancellationToken cancellationToken)
    {
        var writing = writers.Where(static writer => Target(writer).Place.AccessMode == LocationFields.ReadWrite).ToList();
        if (writing.Count == 0)
        {
            return [];
        }

        var read = await Task.WhenAll(around.Workspace.Select(cluster => ClusterWork.GuardAsync(
            cluster.Name, () => ReadAsync(cluster, around.Replaced, cancellationToken), static _ => null)));
        return
        [
            .. from writer in writing
               from other in read.OfType<ClusterPlaces>()
               from location in other.Locations
               where (other.Uid, other.VeleroNamespace, location.Name)
                       != (writer.ClusterUid, writer.Cluster.VeleroNamespace, Target(writer).Element.Name)
                   && location.AccessMode == LocationFields.ReadWrite

               // What exists must stay repairable and destroyable.
               let found = Of(
                   PlaceOf(writer.Cluster.Name, Target(writer).Place),
                   PlaceOf(other.Cluster, location),
                   $"The location \"{location.Name}\" of cluster \"{other.Cluster}\"",
                   writer.Current is null,
                   writer.Object)
               where found is not null
               select found,
        ];
    }

    /// <summary>What is wrong with two places that overlap; null: they do not.</summary>
    /// <param name="who">Which location has the other place.</param>
    /// <param name="isNew">The own one is not there yet.</param>
    public static Finding? Of(StoredPlace own, StoredPlace other, string who, bool isNew, string? @object)
    {
        if (StoredPlace.Overlaps([own, other]).Count == 0)
        {
            return null;
        }

        var isSame = own.IsSameAs(other);
        var detail = $"{who} writes to bucket \"{other.Bucket}\", prefix \"{other.Prefix}\", "
            + (isSame
                ? "which is the place of this one too. Each of the two takes the other's backups for its own: they show up, expire and are "
                  + "deleted on both. Give each a prefix of its own, or let it be ReadOnly where it is only to be restored from."
                : $"and this one to prefix \"{own.Prefix}\": one of the two is above the other. Velero calls a location Unavailable whose place has "
                  + "folders of others in it, now or after a backup. Give each a prefix beside the other.");
        return new Finding(
            isSame && isNew ? Severity.Error : Severity.Warning,
            isSame ? FindingKind.LocationShared : FindingKind.LocationNested,
            own.Cluster,
            detail,
            LocationFields.Prefix.Path,
            @object);
    }

    private static LocationTarget Target(ObjectWriter writer) => (LocationTarget)writer.Manifest;

    private static StoredPlace PlaceOf(string cluster, BackupLocation location) =>
        new(cluster, location.Provider, location.Endpoint, location.Bucket, location.Prefix);

    private static async Task<ClusterPlaces?> ReadAsync(
        Cluster cluster, IReadOnlyCollection<string> replaced, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out _))
        {
            return null;
        }

        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        return listed.TryGet(out var locations, out _)
            ? new ClusterPlaces(cluster.Name, identified.Uid, cluster.VeleroNamespace,
                [
                    .. locations.Where(one => !replaced.Contains(Json.Text(one, "metadata", "uid") ?? "")).Select(BackupLocation.Read),
                ])
            : null;
    }

    private sealed record ClusterPlaces(
        string Cluster, string Uid, string VeleroNamespace, IReadOnlyList<BackupLocation> Locations);
}
