using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Locations;

/// <summary>The facts of BackupStorageLocations: how one is named, declared, read and written.</summary>
public sealed class LocationKind : IKind<LocationDeclaration, LocationElement>
{
    public static LocationKind Instance { get; } = new();

    public string Resource => "backupstoragelocations";

    public string SkippedMeans => "it has no such location until it has recovered and is written on again";

    public string ForgottenMeans => "keeps its backups; the locations of its peers and its Secret stay too, if it has them";

    internal static ApiPath PathOf(string veleroNamespace, string name) =>
        ApiPath.Velero("backupstoragelocations", veleroNamespace, name);

    public LocationElement Declare(
        LocationDeclaration declaration, string cluster, string veleroNamespace, string clusterUid, string? name = null) =>
        LocationReader.Element(
            name ?? declaration.ObjectName ?? declaration.Name,
            veleroNamespace,
            clusterUid,
            OwnerText.Of(declaration.Workspace, declaration.Name, cluster),
            LocationFields.Spec(declaration, cluster, name ?? declaration.ObjectName ?? declaration.Name)) with
        {
            Peers = declaration.PeersOf(cluster),
        };

    public LocationElement WithUid(LocationElement element, string? uid) => element with { Uid = uid };

    public LocationElement WithOwnerOf(LocationElement element, LocationElement other) => element with { Owner = other.Owner };

    public StringSet LeftToOthers(LocationDeclaration declaration) => declaration.LeftToOthers;

    public LocationElement WithFieldsOf(LocationElement element, LocationElement found, StringSet fields) =>
        fields.Count == 0 ? element : element with
        {
            Settings = element.Settings.With(found.Settings, key => fields.Contains(
                key.StartsWith(LocationFields.ConfigPrefix, StringComparison.Ordinal) ? LocationFields.Config.Setting : key)),
        };

    public Stored<LocationElement> Read(JsonObject found, Cluster cluster, string clusterUid, StringSet labelKeys) =>
        LocationReader.Read(found, cluster, clusterUid);

    public StringMap OwnLabels(LocationDeclaration declaration, string cluster, string clusterUid) =>
        OwnedMetadata.Labels(declaration.Workspace, declaration.Name, cluster, clusterUid);

    public string ImportId(LocationDeclaration declaration, string cluster, string name) =>
        $"{declaration.Name}:{cluster}={name}";

    ITarget<LocationElement> IKind<LocationDeclaration, LocationElement>.Target(
        LocationDeclaration declaration,
        Cluster cluster,
        LocationElement element,
        string? token,
        StringSet formerLabels,
        Stored<LocationElement>? known) => new LocationTarget(declaration, cluster, element, token, isMade: known is null);

    async Task<IReadOnlyList<Finding>> IKind<LocationDeclaration, LocationElement>.CheckTogetherAsync(
        IReadOnlyList<ObjectWriter> writers, Surroundings around, CancellationToken cancellationToken) =>
    [
        .. await PlacesInUse.FindAsync(writers, around, cancellationToken),
        .. await SharedRepositories.FindAsync(writers, around.Workspace, cancellationToken),
    ];

    /// <summary>What is beside it: whether its credentials are there, and the folders of others that are seen too.</summary>
    async Task<Stored<LocationElement>> IKind<LocationDeclaration, LocationElement>.LookFurtherAsync(
        Stored<LocationElement> found, LocationElement? expected, Cluster cluster, CancellationToken cancellationToken)
    {
        var version = found.Element.CredentialVersion;
        if (version is not null && !await LocationCredential.IsThereAsync(cluster, found.Element, cancellationToken))
        {
            version = null;
        }

        var (peers, findings) = await LocationPeers.ReadAsync(cluster, found.Object, cancellationToken)
            ?? (expected?.Peers ?? StringMap.Empty, []);
        return found with
        {
            Element = found.Element with { CredentialVersion = version, Peers = peers },
            Findings = [.. found.Findings, .. findings],
        };
    }

    async Task<IReadOnlyList<Finding>> IKind<LocationDeclaration, LocationElement>.AfterRemovalAsync(
        Cluster cluster, JsonObject removed, CancellationToken cancellationToken) =>
    [
        .. await LocationPeers.RemoveAsync(cluster, Json.Name(removed), [], cancellationToken),
        .. await LocationCredential.RemoveAsync(cluster, removed, cancellationToken),
    ];

    /// <summary>Whether a location is as a spec says that somebody else recorded; null members count as absent.</summary>
    public static bool IsCopy(JsonObject spec, LocationElement element)
    {
        var copy = LocationReader.Element(element.Name, element.VeleroNamespace, element.ClusterUid, element.Owner, spec);
        return (copy.Bucket, copy.Prefix, copy.Settings) == (element.Bucket, element.Prefix, element.Settings);
    }

    /// <summary>What the location is called through which a cluster sees a peer's folder.</summary>
    public static string PeerName(string location, string peer) => LocationPeers.NameOf(location, peer);

    /// <summary>Why no location can have this name, as a sentence; null when one can.</summary>
    public static string? NameError(string name) =>
        name.Length is > 0 and <= 63 && ObjectNames.IsSubdomain(name)
            ? null
            : $"\"{name}\" is not a name that a BackupStorageLocation can have: 1 to 63 lower-case letters, digits, \"-\" and \".\", "
              + "starting and ending with a letter or a digit. It becomes a label of every backup, which limits its length.";

    /// <summary>Where the backups of a cluster go.</summary>
    public static StoredPlace PlaceOf(LocationDeclaration declaration, string cluster)
    {
        var location = BackupLocation.Read(new JsonObject { ["spec"] = LocationFields.Spec(declaration, cluster, declaration.Name) });
        return new StoredPlace(cluster, location.Provider, location.Endpoint, location.Bucket, location.Prefix);
    }

    /// <summary>What is wrong with two locations whose places overlap, of which neither is there yet.</summary>
    public static Finding OverlapOf(StoredPlace own, StoredPlace other) => PlacesInUse.Of(
        own,
        other,
        $"Another location that is planned here, on cluster \"{other.Cluster}\",",
        isNew: true,
        @object: null)!;

    /// <summary>Whether two names mean one plugin.</summary>
    public static bool IsSameProvider(string left, string right) => LocationFields.Plugin(left) == LocationFields.Plugin(right);

    /// <summary>Why Velero cannot use it, in Velero's words.</summary>
    public static string MessageOf(Stored<LocationElement> found) => LocationValidation.Message(found.Object);

    /// <summary>The arguments that a found location could have been made of.</summary>
    public static LocationDeclaration Described(string workspace, string name, Stored<LocationElement> found)
    {
        var (element, spec) = (found.Element, found.Object["spec"]);
        return new LocationDeclaration
        {
            Workspace = workspace,
            Name = name,
            Provider = Json.Text(spec, "provider") ?? "",
            Bucket = element.Bucket,
            Prefixes = StringMap.Empty,
            Config = new StringMap((MergePatch.Find(spec, "config") as JsonObject ?? [])
                .Select(static entry => KeyValuePair.Create(entry.Key, Json.Text(entry.Value) ?? ""))),
            Credential = element.CredentialVersion is null ? LocationFields.KeyAt(spec, LocationFields.Credential) : null,
            CredentialVersion = element.CredentialVersion,
            AccessMode = element.Settings.GetValueOrDefault("access_mode") ?? LocationFields.ReadWrite,
            IsDefault = LocationFields.Default.Of(spec) is not null,
            BackupSyncPeriod = LocationFields.SyncPeriod.Of(spec),
            ValidationFrequency = LocationFields.ValidationFrequency.Of(spec),
            CaCert = Json.Text(spec, "objectStorage", "caCert") is { Length: > 0 } encoded ? Decoded(encoded) : null,
            CaCertRef = LocationFields.KeyAt(spec, LocationFields.CaCertRef),
        };
    }

    private static string? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, length))
            : null;
    }
}
