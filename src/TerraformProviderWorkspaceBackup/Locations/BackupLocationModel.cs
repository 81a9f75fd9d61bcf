using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Reconciled;
using WorkspaceBackup.Velero.Locations;
using WorkspaceBackup.Velero.Writing;

namespace TerraformProviderWorkspaceBackup.Locations;

/// <summary>The attributes of <c>workspace_backup_location</c>.</summary>
internal sealed record BackupLocationModel(TerraformValue Object)
    : Model<BackupLocationModel>(Object), IReconciledModel<BackupLocationModel, LocationElement>
{
    public static readonly SchemaAttribute<string> Id = Shown.As("id", Codec.String, "`<workspace>/<name>`.");

    public static readonly SchemaAttribute<string> Name = new("name", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The BackupStorageLocation's name on every cluster.",
        Validators = [new Rule<string>(LocationKind.NameError)],
        PlanModifiers =
        [
            // After a move from another resource type the name is not known to the state yet.
            new RequiresReplace<string>(static (prior, _) => !prior.IsNull),
        ],
    };

    public static readonly SchemaAttribute<string> StorageProvider = new("storage_provider", Codec.String)
    {
        Presence = Presence.Required,
        Description = "Velero's plugin for the object store. `aws` (S3 and what is compatible with it), `azure`, `gcp`, or the full name of another. "
            + "`aws` and `velero.io/aws` mean the same. Velero: `provider`.",
        Validators = [new Rule<string>(ObjectStoreConfig.ProviderProblem)],
        PlanModifiers =
        [
            new SemanticEquality<string>(LocationKind.IsSameProvider),
            new RequiresReplace<string>(),
        ],
    };

    public static readonly SchemaAttribute<string> Bucket = new("bucket", Codec.String)
    {
        Presence = Presence.Required,
        Description = "The bucket, which must exist. For Azure the container.",
        PlanModifiers = [new SemanticEquality<string>(SameWithoutSlashes), new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> Prefix = new("prefix", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = StoredPlace.DefaultPrefix,
        Description = "The folder in the bucket. `{workspace}` and `{cluster}` stand for the two names in it. Each cluster needs a folder of its "
            + "own: two clusters that write to one take each other's backups for their own. A cluster keeps its folder when the workspace is "
            + "renamed. A change that means another folder replaces the locations. Default: `{workspace}/{cluster}`.",
        PlanModifiers = [new SemanticEquality<string>(SameWithoutSlashes)],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Config = new("config", Codec.Map(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The plugin's settings, such as `region`. Keys that the plugins for AWS, Azure and GCP do not have are "
            + "refused where they are a slip of the pen, else a warning. Numbers and booleans are texts: `\"true\"`.",
    };

    public static readonly SchemaAttribute<SecretKeyModel> CredentialSecret = new("credential_secret", Codec.Object<SecretKeyModel>())
    {
        Presence = Presence.Optional,
        Description = "The Secret with the credentials. It is in Velero's namespace. If unset, the Velero server's own are used. "
            + "Velero looks at the Secret again when the location changes. Velero: `credential`.",
    };

    public static readonly SchemaAttribute<string> CredentialWo = new("credential_wo", Codec.String)
    {
        Presence = Presence.Optional,
        WriteOnly = true,
        Sensitive = true,
        Description = "The credentials, instead of `credential_secret`. Write what the plugin's credentials file would hold. They go into a Secret of this "
            + "location beside Velero, and never into plan or state. A change is written only with another `credential_wo_version`. Needs Terraform 1.11.",
        Validators = [new Rule<string>(static text => text.Trim().Length > 0 ? null : "holds no credentials.")],
    };

    public static readonly SchemaAttribute<long> CredentialWoVersion = new("credential_wo_version", Codec.Int64)
    {
        Presence = Presence.Optional,
        Description = "Another number writes `credential_wo` anew. The version before it stays in the Secret until the next one.",
        Validators = [new Rule<long>(static version => version > 0 ? null : "must be 1 or more.")],
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Peers = new("peers", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "Clusters that may restore each other's backups. `[\"*\"]` means all of this resource, up to 20. Each gets a "
            + "read-only location `<name>-<peer>` for each other one, with periods of 15 minutes unless set. A restore writes its logs "
            + "into the peer's folder: the credentials must be able to write `<prefix>/restores/`.",
        Validators =
        [
            new Rule<IReadOnlySet<string>>(static peers => peers.Contains("*")
                ? peers.Count == 1 ? null : "names clusters beside \"*\", which means all of them; leave one or the other out."
                : peers.Count > 1 ? null : "must name at least two clusters, or \"*\": peers see each other's folders."),
        ],
    };

    public static readonly SchemaAttribute<string> AccessMode = new("access_mode", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "ReadWrite",
        Description = "`ReadWrite` or `ReadOnly`. `ReadOnly` is for a location to restore from: no backups are made or deleted there. A restore writes its own "
            + "logs all the same. Default: `ReadWrite`.",
        Validators = [Rules.OneOf("ReadWrite", "ReadOnly")],
    };

    public static readonly SchemaAttribute<bool> Default = new("default", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = false,
        Description = "Whether it is the cluster's default location. It is where backups go that name none. A cluster has one; the one of this workspace that "
            + "was it before hands over, and another's is an error. Default: `false`.",
    };

    public static readonly SchemaAttribute<string> BackupSyncPeriod = Period(
        "backup_sync_period",
        "How often Velero looks for backups in the bucket that the cluster does not know. `0s` is never. If unset, the Velero server's own setting "
        + "applies (a minute). Velero: `backupSyncPeriod`.");

    public static readonly SchemaAttribute<string> ValidationFrequency = Period(
        "validation_frequency",
        "How often Velero checks that the location can be used. `0s` is never again after a change. If unset, the Velero server's own setting applies "
        + "(a minute). Velero: `validationFrequency`.");

    public static readonly SchemaAttribute<string> CaCert = new("ca_cert", Codec.String)
    {
        Presence = Presence.Optional,
        Description = "The object store's CA certificates (PEM). Velero: `objectStorage.caCert`.",
        Validators = [new Rule<string>(CaCertificates.Problem)],
    };

    public static readonly SchemaAttribute<SecretKeyModel> CaCertRef = new("ca_cert_ref", Codec.Object<SecretKeyModel>())
    {
        Presence = Presence.Optional,
        Description = "The Secret with them, instead of `ca_cert`. It is in Velero's namespace. Needs Velero 1.18. Velero: `objectStorage.caCertRef`.",
    };

    public static readonly SchemaAttribute<bool> Wait = new("wait", Codec.Bool)
    {
        Presence = Presence.OptionalComputed,
        Default = true,
        Description = "Whether to wait until Velero has checked it. One that is Unavailable fails. With `false` a later plan "
            + "warns. Default: `true`.",
    };

    public static readonly SchemaAttribute<IReadOnlySet<string>> Clusters = new("clusters", Codec.Set(Codec.String))
    {
        Presence = Presence.Optional,
        Description = "The clusters that get it. Default: all of the workspace.",
        Validators =
        [
            new Rule<IReadOnlySet<string>>(static value => value.Count > 0 ? null : "must name at least one cluster; leave it out to mean all."),
        ],
    };

    public static readonly IgnoreDrift Ignorable = new(
        [
            AccessMode.Name, Config.Name, CredentialSecret.Name, BackupSyncPeriod.Name, ValidationFrequency.Name, CaCert.Name, CaCertRef.Name,
        ],
        StringMap.Empty);

    public static readonly SchemaAttribute<IReadOnlySet<string>> IgnoreDrift = Ignorable.Argument;

    public static readonly SchemaAttribute<string> UnhealthyClusters = new("unhealthy_clusters", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "skip",
        Description = "If a cluster does not answer: `skip` or `fail`. Default: `skip`.",
        Validators = [Rules.OneOf("skip", "fail")],
    };

    public static readonly SchemaAttribute<TimeoutsModel> Timeouts = new("timeouts", Codec.Object<TimeoutsModel>())
    {
        Presence = Presence.Optional,
        Description = "Time limits.",
    };

    public static readonly SchemaAttribute<string> Location = new("location", Codec.String)
    {
        Presence = Presence.Computed,
        Description = "The name, known once the locations are made. Use it as `backup_location` of schedules and backups, so that one apply makes all.",
        PlanModifiers = [new UseStateForUnknown<string>()],
    };

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Prefixes = Shown.As(
        "prefixes", Codec.Map(Codec.String),
        "The folder of each cluster. The plan shows it before anything is created.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, LocationElementModel>> Locations = Shown.As(
        "locations", Codec.Map(Codec.Object<LocationElementModel>()),
        "What is on each cluster. It is everything that this provider writes, and nothing else; drift shows here, per cluster and field.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> SkippedClusters = Shown.As(
        "skipped_clusters", Codec.Map(Codec.String), "Clusters that were skipped, and why.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Id,
        Name,
        StorageProvider,
        Bucket,
        Prefix,
        Config,
        CredentialSecret,
        CredentialWo,
        CredentialWoVersion,
        AccessMode,
        Default,
        BackupSyncPeriod,
        ValidationFrequency,
        CaCert,
        CaCertRef,
        Wait,
        Peers,
        Clusters,
        IgnoreDrift,
        UnhealthyClusters,
        Timeouts,
        Location,
        Prefixes,
        Locations,
        SkippedClusters,
    ];

    public IReadOnlyDictionary<string, LocationElement> Elements =>
        Get(Locations).TryGetKnown(out var map)
            ? map.ToDictionary(static e => e.Key, static e => e.Value.Element, StringComparer.Ordinal)
            : new Dictionary<string, LocationElement>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Skipped =>
        Get(SkippedClusters).TryGetKnown(out var map) ? map : StringMap.Empty;

    /// <summary>By cluster, where its backups go; empty while that is null or unknown.</summary>
    public StringMap Folders => Get(Prefixes).TryGetKnown(out var map) ? new StringMap(map) : StringMap.Empty;

    public bool AreClustersKnown => Get(Locations).IsKnown && Get(SkippedClusters).IsKnown;

    public UnhealthyPolicy Policy =>
        Get(UnhealthyClusters).TryGetKnown(out var policy) && policy == "fail" ? UnhealthyPolicy.Fail : UnhealthyPolicy.Skip;

    public Value<TimeoutsModel> Limits => Get(Timeouts);

    public static BackupLocationModel Of(TerraformValue value) => new(value);

    public BackupLocationModel WithClusters(
        IEnumerable<KeyValuePair<string, LocationElement>> elements, IReadOnlyDictionary<string, string> skipped) =>
        With(Locations, ToValue(elements)).With(SkippedClusters, Value.Of(skipped));

    /// <param name="made">The clusters whose object will be made by the apply.</param>
    public static Value<IReadOnlyDictionary<string, LocationElementModel>> ToValue(
        IEnumerable<KeyValuePair<string, LocationElement>> elements, IReadOnlySet<string>? made = null) =>
        Value.Of<IReadOnlyDictionary<string, LocationElementModel>>(elements.ToDictionary(
            static e => e.Key,
            e => LocationElementModel.From(e.Value, made?.Contains(e.Key) == true),
            StringComparer.Ordinal));

    private static bool SameWithoutSlashes(string left, string right) => left.Trim('/') == right.Trim('/');

    private static SchemaAttribute<string> Period(string name, string description) => new(name, Codec.String)
    {
        Presence = Presence.Optional,
        Description = description,
        Validators = [Rules.VeleroDuration],
        PlanModifiers = [new SemanticEquality<string>(Durations.MeanTheSame)],
    };
}
