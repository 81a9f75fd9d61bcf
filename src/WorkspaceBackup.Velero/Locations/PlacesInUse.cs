using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// Finds what is in the place already that a location is to write to: a location of another cluster, which would take the
/// backups for its own, or one above or below it, whose folders Velero refuses.
/// </summary>
internal static class PlacesInUse
{
    /// <param name="workspace">The other clusters; those that do not answer are not this check's business.</param>
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        IReadOnlyList<ObjectWriter> writers, IReadOnlyList<Cluster> workspace, CancellationToken cancellationToken)
    {
        var writing = writers.Where(static writer => Target(writer).Place.AccessMode == LocationFields.ReadWrite).ToList();
        if (writing.Count == 0)
        {
            return [];
        }

        var read = await Task.WhenAll(workspace.Select(cluster => ClusterWork.GuardAsync(
            cluster.Name, () => ReadAsync(cluster, cancellationToken), static _ => null)));
        return
        [
            .. from writer in writing
               from other in read.OfType<ClusterPlaces>()
               from location in other.Locations
               where (other.Uid, other.VeleroNamespace, location.Name)
                       != (writer.ClusterUid, writer.Cluster.VeleroNamespace, Target(writer).Element.Name)
                   && location.AccessMode == LocationFields.ReadWrite
               let found = Of(writer, other, location)
               where found is not null
               select found,
        ];
    }

    private static LocationTarget Target(ObjectWriter writer) => (LocationTarget)writer.Manifest;

    private static Finding? Of(ObjectWriter writer, ClusterPlaces other, BackupLocation location)
    {
        var place = PlaceOf(writer.Cluster.Name, Target(writer).Place);
        var overlaps = StoredPlace.Overlaps([place, PlaceOf(other.Cluster, location)]);
        if (overlaps.Count == 0)
        {
            return null;
        }

        var isSame = place.IsSameAs(PlaceOf(other.Cluster, location));
        var detail = $"The location \"{location.Name}\" of cluster \"{other.Cluster}\" writes to bucket \"{location.Bucket}\", prefix \"{location.Prefix}\", "
            + (isSame
                ? "which is the place of this one too. Each of the two takes the other's backups for its own: they show up, expire and are "
                  + "deleted on both. Give each a prefix of its own, or let it be ReadOnly where it is only to be restored from."
                : $"and this one to prefix \"{place.Prefix}\": one of the two is above the other. Velero calls a location Unavailable whose place has "
                  + "folders of others in it, now or after a backup. Give each a prefix beside the other.");

        // What exists must stay repairable and destroyable.
        return isSame && writer.Current is null
            ? Finding.Error(FindingKind.LocationShared, writer.Cluster.Name, detail, LocationFields.Prefix.Path, writer.Object)
            : Finding.Warning(
                isSame ? FindingKind.LocationShared : FindingKind.LocationNested,
                writer.Cluster.Name, detail, LocationFields.Prefix.Path, writer.Object);
    }

    private static StoredPlace PlaceOf(string cluster, BackupLocation location) =>
        new(cluster, location.Provider, location.Endpoint, location.Bucket, location.Prefix);

    private static async Task<ClusterPlaces?> ReadAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out _))
        {
            return null;
        }

        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        return listed.TryGet(out var locations, out _)
            ? new ClusterPlaces(cluster.Name, identified.Uid, cluster.VeleroNamespace, [.. locations.Select(BackupLocation.Read)])
            : null;
    }

    private sealed record ClusterPlaces(
        string Cluster, string Uid, string VeleroNamespace, IReadOnlyList<BackupLocation> Locations);
}
