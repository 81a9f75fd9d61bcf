using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Operations;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A BackupStorageLocation.</summary>
internal sealed record LocationModel(TerraformValue Object) : Model<LocationModel>(Object), IModel<LocationModel>
{
    public static readonly SchemaAttribute<string> Phase = Shown.As(
        "phase", Codec.String, "`Available` or `Unavailable`; null until Velero has validated it.");

    public static readonly SchemaAttribute<string> AccessMode = Shown.As(
        "access_mode", Codec.String, "`ReadWrite` or `ReadOnly`.");

    public static readonly SchemaAttribute<string> Provider = Shown.As(
        "provider", Codec.String, "The object storage plugin, such as `velero.io/aws`.");

    public static readonly SchemaAttribute<string> Bucket = Shown.As(
        "bucket", Codec.String, "The bucket.");

    public static readonly SchemaAttribute<string> Prefix = Shown.As(
        "prefix", Codec.String, "The folder in the bucket; empty means all of it.");

    public static readonly SchemaAttribute<string> Message = Shown.As(
        "message", Codec.String, "Velero's reason when it is not available.");

    public static readonly SchemaAttribute<bool> Default = Shown.As(
        "default", Codec.Bool, "Whether it is Velero's default location.");

    public static readonly SchemaAttribute<string> LastValidatedAt = Shown.As(
        "last_validated_at", Codec.String, "When Velero last validated it (RFC 3339).");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, string>> Config = Shown.As(
        "config", Codec.Map(Codec.String), "The plugin's own settings.");

    public static readonly SchemaAttribute<string> CredentialSecret = Shown.As(
        "credential_secret", Codec.String, "The Secret, as `name/key`. Null: the server's own credentials.");

    public static readonly SchemaAttribute<string> BackupSyncPeriod = Shown.As(
        "backup_sync_period", Codec.String, "How often Velero looks for backups. Null: the server's own setting.");

    public static readonly SchemaAttribute<string> ValidationFrequency = Shown.As(
        "validation_frequency", Codec.String, "How often Velero checks it. Null: the server's own setting.");

    public static readonly SchemaAttribute<string> LastSyncedAt = Shown.As(
        "last_synced_at", Codec.String, "When Velero last looked for backups.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        Phase,
        AccessMode,
        Provider,
        Bucket,
        Prefix,
        Message,
        Default,
        LastValidatedAt,
        Config,
        CredentialSecret,
        BackupSyncPeriod,
        ValidationFrequency,
        LastSyncedAt,
    ];

    public static LocationModel Of(TerraformValue value) => new(value);

    public static LocationModel From(BackupLocation location) => Empty
        .With(Phase, location.Phase.Length == 0 ? Value<string>.Null : location.Phase)
        .With(AccessMode, location.AccessMode)
        .With(Provider, location.Provider)
        .With(Bucket, location.Bucket)
        .With(Prefix, location.Prefix)
        .With(Message, Value.OfNullable(location.Message))
        .With(Default, location.IsDefault)
        .With(LastValidatedAt, OperationAttributes.Time(location.LastValidatedAt))
        .With(Config, Value.Of<IReadOnlyDictionary<string, string>>(location.Config))
        .With(CredentialSecret, Value.OfNullable(location.CredentialSecret))
        .With(BackupSyncPeriod, Value.OfNullable(location.BackupSyncPeriod))
        .With(ValidationFrequency, Value.OfNullable(location.ValidationFrequency))
        .With(LastSyncedAt, OperationAttributes.Time(location.LastSyncedAt));
}
