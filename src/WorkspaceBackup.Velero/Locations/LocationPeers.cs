using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>
/// The folders of other clusters that one sees too: a location for each beside its own, through which backups are neither
/// made nor deleted. They belong to the cluster's own location, are written with it and go with it.
/// </summary>
internal sealed class LocationPeers(Cluster cluster, LocationDeclaration declaration, LocationElement element, string? token)
{
    /// <summary>How often Velero looks into a peer's folder, and whether it can, unless the location says otherwise.</summary>
    public const string Period = "15m0s";

    private readonly StringMap _peers = declaration.PeersOf(cluster.Name);
    private IReadOnlyList<WrittenBeside> _written = [];

    // What a stopped call may still take to find out what became of a write.
    private static CancellationTokenSource CleanUp() => new(FanOut.CleanUpLimit);

    /// <summary>What the locations of the peers are called.</summary>
    public IEnumerable<string> Names => _peers.Keys.Select(peer => NameOf(element.Name, peer));

    /// <summary>Those that have been written, for Velero to validate.</summary>
    public IReadOnlyList<WrittenBeside> Written => _written;

    public static string NameOf(string location, string peer) => $"{location}-{peer}";

    /// <summary>The location through which a cluster sees another's folder, from its own one.</summary>
    public static JsonObject Spec(JsonNode own, string prefix)
    {
        var spec = (JsonObject)own.DeepClone();
        MergePatch.Set(spec, LocationFields.Prefix.Segments, prefix);
        spec["accessMode"] = LocationFields.ReadOnly;
        spec.Remove("default");
        foreach (var field in (LocationField[])[LocationFields.SyncPeriod, LocationFields.ValidationFrequency])
        {
            if (field.Of(spec) is null)
            {
                spec[field.JsonPath] = Period;
            }
        }

        return spec;
    }

    /// <summary>By peer, the folder that is seen of it, and what is not as its location should be; null: it could not be looked at.</summary>
    /// <param name="own">The cluster's own location.</param>
    public static async Task<(StringMap Peers, IReadOnlyList<Finding> Findings)?> ReadAsync(
        Cluster cluster, JsonObject own, CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        if (!listed.TryGet(out var locations, out _))
        {
            return null;
        }

        var found = Of(locations, Json.Name(own)).ToList();
        return (
            new StringMap(found.Select(one => KeyValuePair.Create(one.Peer, Text(one.Location["spec"], own["spec"]!)))),
            [
                .. found.Where(static one => Json.Text(one.Location, "status", "phase") == "Unavailable").Select(one => Finding.Warning(
                    FindingKind.LocationNotAvailable,
                    cluster.Name,
                    $"Velero cannot use the location \"{Json.Name(one.Location)}\", through which it sees the backups of cluster \"{one.Peer}\": "
                    + LocationValidation.Message(one.Location))),
            ]);
    }

    /// <summary>What stands in the way of writing them, found without storing anything.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(bool planning, CancellationToken cancellationToken)
    {
        if (_peers.Count == 0)
        {
            return [];
        }

        var writers = await WritersAsync(cancellationToken);
        if (!writers.TryGet(out var all, out var fault))
        {
            return [PreflightSubject.Unread(fault, "whether the locations of peers can be written")];
        }

        var foreign = all.Where(IsForeign).ToList();
        var tried = await Task.WhenAll(all.Except(foreign).Select(writer => writer.DryRunAsync(planning, cancellationToken)));
        return
        [
            .. foreign.Select(writer => Finding.Of(Foreign(writer))),
            .. tried.SelectMany(static one => one.Unhealthy is { } down
                ? [PreflightSubject.Unread(down, "whether the locations of peers can be written")]
                : one.Findings),
        ];
    }

    /// <summary>Writes them all, and deletes those of clusters that are peers no more.</summary>
    public async Task<Fault?> WriteAsync(CancellationToken cancellationToken)
    {
        var writers = await WritersAsync(cancellationToken);
        if (!writers.TryGet(out var all, out var fault))
        {
            return fault;
        }

        if (all.FirstOrDefault(IsForeign) is { } foreign)
        {
            return Foreign(foreign);
        }

        var written = await Task.WhenAll(all
            .Where(static writer => writer.Current is not { } current || writer.Manifest.Compare(current, current, StringSet.Empty).Any())
            .Select(writer => writer.ExecuteAsync(CleanUp, cancellationToken)));
        _written = [.. written.Where(IsValidatedAnew).Select(Waited)];
        return written.Select(static one => one.Fault ?? one.Findings.FirstOrDefault(static found => found.IsError)?.Fault)
                .OfType<Fault>().FirstOrDefault()
            ?? (await RemoveAsync(cluster, element.Name, _peers.Keys, cancellationToken)).FirstOrDefault()?.Fault;
    }

    /// <summary>Velero looks again at a location whose spec has changed, and not for a label.</summary>
    private static bool IsValidatedAnew(ObjectWritten one) => one is { Fault: null, Stored: not null }
        && (one.Writer.Current is not { } before || LocationFields.Differences(before["spec"], one.Stored["spec"]).Any());

    private WrittenBeside Waited(ObjectWritten one)
    {
        var before = one.Writer.Current;
        var peer = Of([one.Stored!], element.Name).Single().Peer;
        return new WrittenBeside(
            one.Writer.Manifest.Path,
            one.Stored!,
            (seen, waited) => LocationValidation.IsSince(before, seen, waited),
            seen => LocationValidation.IsUnavailable(seen)
                ? new Fault(
                    FaultKind.LocationUnavailable,
                    cluster.Name,
                    $"through it the backups of the peer \"{peer}\" are seen: {declaration.MessageOf(seen)}",
                    LocationFields.Peers,
                    one.Writer.Object)
                : null);
    }

    /// <summary>Deletes those that belong to a location; what could not be deleted is an error.</summary>
    /// <param name="except">The peers that stay.</param>
    public static async Task<IReadOnlyList<Finding>> RemoveAsync(
        Cluster cluster, string location, IEnumerable<string> except, CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            return [Finding.Of(fault)];
        }

        var stay = except.ToHashSet(StringComparer.Ordinal);
        var gone = Of(locations, location).Where(one => !stay.Contains(one.Peer)).Select(static one => one.Location).ToList();
        var deleted = await Task.WhenAll(gone.Select(one => cluster.Api.DeleteAsync(
            LocationKind.PathOf(cluster.VeleroNamespace, Json.Name(one)), Json.Text(one, "metadata", "uid"), default, cancellationToken)));
        return
        [
            .. from pair in gone.Zip(deleted)
               let failed = pair.Second.Fault
               where failed is not null && failed.Kind != FaultKind.NotFound
               select Finding.Of(failed with
               {
                   Object = LocationKind.PathOf(cluster.VeleroNamespace, Json.Name(pair.First)).ObjectName,
               }),
        ];
    }

    /// <summary>Those of a list that belong to a location, by peer.</summary>
    private static IEnumerable<(string Peer, JsonObject Location)> Of(IEnumerable<JsonObject> locations, string own) =>
        from one in locations
        where Json.Text(one, "metadata", "labels", OwnedMetadata.ManagedByLabel) == OwnedMetadata.FieldManager
        let peer = Json.Text(one, "metadata", "annotations", OwnedMetadata.PeerAnnotation)
        where peer is not null && peer.StartsWith($"{own}/", StringComparison.Ordinal)
        select (peer[(own.Length + 1)..], one);

    private static string Text(JsonNode? spec, JsonNode own)
    {
        var prefix = LocationFields.Prefix.Of(spec) ?? "";
        var differ = LocationFields.Differences(Spec(own, prefix), spec).Select(static one => one.Field.Setting).ToList();
        return differ.Count == 0 ? prefix : $"{prefix} ({string.Join(", ", differ)} changed)".TrimStart();
    }

    private async Task<Outcome<List<ObjectWriter>>> WritersAsync(CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(cluster, cancellationToken);
        if (!listed.TryGet(out var locations, out var fault))
        {
            return fault;
        }

        var own = LocationFields.Spec(declaration, cluster.Name, element.Name);
        return _peers.Select(one =>
        {
            var path = LocationKind.PathOf(cluster.VeleroNamespace, NameOf(element.Name, one.Key));
            return new ObjectWriter(
                cluster,
                element.ClusterUid,
                new LocationManifest(
                    path,
                    Spec(own, one.Value),
                    OwnedMetadata.Labels(declaration.Workspace, declaration.Name, cluster.Name, element.ClusterUid),
                    new StringMap([.. OwnedMetadata.Tagged(token), new(OwnedMetadata.PeerAnnotation, $"{element.Name}/{one.Key}")])),
                locations.FirstOrDefault(found => Json.Name(found) == path.Name));
        }).ToList();
    }

    private bool IsForeign(ObjectWriter writer) =>
        writer.Current is { } current && !Of([current], element.Name).Any();

    private Fault Foreign(ObjectWriter writer) => new(
        FaultKind.AlreadyExists,
        cluster.Name,
        "it would show the backups of another cluster of the workspace, and it is there already and not this location's",
        LocationFields.Peers,
        writer.Object);
}
