using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>One cluster's location, with what is beside it there: its credentials, and the locations of its peers.</summary>
internal sealed class LocationTarget(
    LocationDeclaration declaration, Cluster cluster, LocationElement element, string? token, bool isMade = false)
    : LocationManifest(
        LocationKind.PathOf(element.VeleroNamespace, element.Name),
        LocationFields.Spec(declaration, cluster.Name, element.Name),
        OwnedMetadata.Labels(declaration.Workspace, declaration.Name, cluster.Name, element.ClusterUid),
        OwnedMetadata.Tagged(token),
        isMade ? StringSet.Empty : declaration.LeftToOthers), ITarget<LocationElement>
{
    // More of them cost the object store as many lists a minute, and Velero the time for them.
    private const int ManyLocations = 20;

    private readonly Cluster _there = cluster with { VeleroNamespace = element.VeleroNamespace };
    private readonly LocationPeers _peers = new(cluster with { VeleroNamespace = element.VeleroNamespace }, declaration, element, token);

    private readonly DefaultHandover? _handover = declaration.IsDefault
        ? new(cluster with { VeleroNamespace = element.VeleroNamespace }, declaration.Workspace, element.Name)
        : null;

    private readonly LocationCredential? _credential = declaration.CredentialVersion is null
        ? null
        : new(cluster with { VeleroNamespace = element.VeleroNamespace }, declaration, element, token);

    public LocationElement Element => element;

    public LocationDeclaration Declaration => declaration;

    /// <summary>The Velero that runs there; null until it was asked, and where it did not say.</summary>
    public VeleroVersion? Server { get; private set; }

    /// <summary>Where the backups go.</summary>
    public BackupLocation Place => BackupLocation.Read(Body(null, StringSet.Empty));

    public IEnumerable<Finding> Refusals(bool isNew) => [];

    public async Task<PreflightResult> CheckAsync(
        Preflight preflight, bool isNew, bool planning, CancellationToken cancellationToken)
    {
        var subject = new PreflightSubject(cluster, Path, BackupContent.Empty, "spec", planning)
        {
            Rights = _credential is null ? [] : LocationCredential.Rights,
        };
        var result = await preflight.RunAsync(subject, isNew, LookAsync(isNew, planning, cancellationToken), cancellationToken);
        Server = result.VeleroVersion is { } version && VeleroVersion.TryParse(version, out var parsed) ? parsed : null;
        return result;
    }

    public override async Task<Fault?> BeforeAsync(CancellationToken cancellationToken) =>
        (_handover is null ? null : await _handover.TakeAsync(cancellationToken))
        ?? (_credential is null ? null : await _credential.WriteAsync(cancellationToken))
        ?? await _peers.WriteAsync(cancellationToken);

    public override Task<IReadOnlyList<Finding>> AfterAsync(JsonObject? before, CancellationToken cancellationToken) =>
        _credential is null && before is not null
            ? LocationCredential.RemoveAsync(_there, before, cancellationToken)
            : Task.FromResult<IReadOnlyList<Finding>>([]);

    public override async Task<IReadOnlyList<Finding>> TakeBackAsync(JsonObject? before, CancellationToken cancellationToken) =>
    [
        .. _handover is null ? [] : await _handover.GiveBackAsync(cancellationToken),

        // What an update has written beside the location stays for the next one: the location can still be used.
        .. before is null ? await LocationPeers.RemoveAsync(_there, element.Name, [], cancellationToken) : [],
        .. before is null && _credential is not null ? await _credential.TakeBackAsync(cancellationToken) : [],
    ];

    private async Task<IReadOnlyList<Finding>> LookAsync(bool isNew, bool planning, CancellationToken cancellationToken) =>
    [
        .. await SecretPreflight.RunAsync(
            cluster,
            [
                (LocationFields.Credential, !IsLeft(LocationFields.Credential) ? declaration.Credential : null),
                (LocationFields.CaCertRef, !IsLeft(LocationFields.CaCertRef) ? declaration.CaCertRef : null),
            ],
            Path.ObjectName,
            planning,
            cancellationToken),
        .. _credential is null ? [] : await _credential.CheckAsync(planning, cancellationToken),
        .. _handover is null ? [] : await _handover.CheckAsync(cancellationToken),
        .. await _peers.CheckAsync(planning, cancellationToken),
        .. await CountAsync(isNew, cancellationToken),
    ];

    /// <summary>Velero looks through each location at each of its periods, one after the other.</summary>
    private async Task<IReadOnlyList<Finding>> CountAsync(bool isNew, CancellationToken cancellationToken)
    {
        var listed = await BackupLocation.ListAsync(_there, cancellationToken);
        if (!listed.TryGet(out var found, out _))
        {
            return [];
        }

        var count = found.Select(Json.Name).Concat(_peers.Names).Append(element.Name).Distinct(StringComparer.Ordinal).Count();
        return count <= ManyLocations || (!isNew && count == found.Length)
            ? []
            : [Finding.Warning(
                FindingKind.ManyLocations,
                cluster.Name,
                $"There will be {count} locations there. Velero lists the object store for each of them, one after the other, so that backups "
                + "made elsewhere show late, and every list costs. Longer periods make it less.",
                LocationFields.SyncPeriod.Path,
                Path.ObjectName)];
    }

    // Velero validates a location again when its spec has changed.
    public bool IsWaitedFor(JsonObject? before) => declaration.Wait && (before is null || Differences(before).Any());

    public bool IsSettled(JsonObject? before, JsonObject seen, StringSet leftOut, TimeSpan waited) =>
        LocationValidation.IsSince(before, seen, waited);

    public IReadOnlyList<WrittenBeside> Beside => declaration.Wait ? _peers.Written : [];

    public Fault? Verdict(JsonObject seen) =>
        declaration.Wait && LocationValidation.IsUnavailable(seen)
            ? new Fault(FaultKind.LocationUnavailable, cluster.Name, declaration.MessageOf(seen), null, Path.ObjectName)
        : declaration.IsDefault && LocationFields.Default.Of(seen["spec"]) is null
            ? new Fault(
                FaultKind.WriteRefused,
                cluster.Name,
                "the default flag is gone again: of two defaults Velero keeps the one that was created last, and another one was created meanwhile",
                LocationFields.Default.Path,
                Path.ObjectName)
        : null;
}
