using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Locations;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <summary>The BackupStorageLocation on one cluster, as <c>locations</c> shows it.</summary>
internal sealed record LocationElementModel(TerraformValue Object)
    : Model<LocationElementModel>(Object), IModel<LocationElementModel>
{
    public static readonly SchemaAttribute<string> Name = Shown.As("name", Codec.String, "The location's name.");

    public static readonly SchemaAttribute<string> Uid = Shown.As(
        "uid", Codec.String, "The location's uid, by which the provider recognises it.");

    public static readonly SchemaAttribute<string> VeleroNamespace = Shown.As(
        "velero_namespace", Codec.String,
        "The namespace it is in. If the configuration names another one, it is deleted here and created there.");

    public static readonly SchemaAttribute<string> ClusterUid = Shown.As(
        "cluster_uid", Codec.String, "The cluster's identity: the uid of its `kube-system` namespace.");

    public static readonly SchemaAttribute<string> Owner = Shown.As(
        "owner", Codec.String, "Whose it is, according to its labels: `<workspace>/<name>/<cluster>`. What differs from that is in parentheses.");

    public static readonly SchemaAttribute<string> Bucket = Shown.As("bucket", Codec.String, "The bucket.");

    public static readonly SchemaAttribute<string> Prefix = Shown.As(
        "prefix", Codec.String, "The folder in the bucket; empty means all of it.");

    public static readonly SchemaAttribute<long> CredentialVersion = Shown.As(
        "credential_version", Codec.Int64, "What it reads of `credential_wo`.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Peers = Shown.As(
        "peers", Codec.Map(Codec.String), "The peers' folders. What was changed of such a location is in parentheses.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Settings = Shown.As(
        "settings", Codec.Map(Codec.String),
        "Everything else that is set, by argument: `config` by key (`config.region`), durations as Velero writes them (`1m0s`), Secrets as "
        + "`name/key`, certificates as digests.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Name, Uid, VeleroNamespace, ClusterUid, Owner, Bucket, Prefix, CredentialVersion, Peers, Settings];

    /// <summary>What it says; a uid that is not known yet is none.</summary>
    public LocationElement Element => new()
    {
        Name = Get(Name).Known,
        Uid = Get(Uid).TryGetKnown(out var uid) ? uid : null,
        VeleroNamespace = Get(VeleroNamespace).Known,
        ClusterUid = Get(ClusterUid).Known,
        Owner = Get(Owner).TryGetKnown(out var owner) ? owner : "",
        Bucket = Get(Bucket).Known,
        Prefix = Get(Prefix).Known,
        CredentialVersion = Get(CredentialVersion).TryGetKnown(out var version) ? version : null,
        Peers = Get(Peers).TryGetKnown(out var peers) ? new StringMap(peers) : StringMap.Empty,
        Settings = Get(Settings).TryGetKnown(out var map) ? new StringMap(map) : StringMap.Empty,
    };

    public static LocationElementModel Of(TerraformValue value) => new(value);

    /// <param name="isMade">It will be made by the apply, so that its uid is not known yet.</param>
    public static LocationElementModel From(LocationElement element, bool isMade = false) => Empty
        .With(Name, element.Name)
        .With(Uid, isMade ? Value<string>.Unknown : Value.OfNullable(element.Uid))
        .With(VeleroNamespace, element.VeleroNamespace)
        .With(ClusterUid, element.ClusterUid)
        .With(Owner, element.Owner.Length == 0 ? Value<string>.Null : element.Owner)
        .With(Bucket, element.Bucket)
        .With(Prefix, element.Prefix)
        .With(CredentialVersion, element.CredentialVersion is { } version ? version : Value<long>.Null)
        .With(Peers, element.Peers.Count == 0
            ? Value<IReadOnlyDictionary<string, string>>.Null
            : Value.Of<IReadOnlyDictionary<string, string>>(element.Peers))
        .With(Settings, Value.Of<IReadOnlyDictionary<string, string>>(element.Settings));
}
