using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Runs;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A BackupStorageLocation.</summary>
internal sealed record LocationModel : IModel<LocationModel>
{
    private static readonly SchemaAttribute<string> s_phase = Shown.As(
        "phase", Codec.String, "`Available` or `Unavailable`; null while Velero has not validated it.");

    private static readonly SchemaAttribute<string> s_accessMode = Shown.As(
        "access_mode", Codec.String, "`ReadWrite` or `ReadOnly`.");

    private static readonly SchemaAttribute<string> s_provider = Shown.As(
        "provider", Codec.String, "The object storage plugin, in its long form: `velero.io/aws`.");

    private static readonly SchemaAttribute<string> s_bucket = Shown.As(
        "bucket", Codec.String, "The bucket.");

    private static readonly SchemaAttribute<string> s_prefix = Shown.As(
        "prefix", Codec.String, "The folder in the bucket; empty: all of it.");

    private static readonly SchemaAttribute<string> s_message = Shown.As(
        "message", Codec.String, "Why it is not available, in Velero's words.");

    private static readonly SchemaAttribute<bool> s_default = Shown.As(
        "default", Codec.Bool, "Whether backups go there whose location nobody names.");

    private static readonly SchemaAttribute<string> s_lastValidatedAt = Shown.As(
        "last_validated_at", Codec.String, "When Velero last looked (RFC 3339, UTC).");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
    [
        s_phase,
        s_accessMode,
        s_provider,
        s_bucket,
        s_prefix,
        s_message,
        s_default,
        s_lastValidatedAt,
    ];

    public required Value<string> Phase { get; init; }

    public required Value<string> AccessMode { get; init; }

    public required Value<string> Provider { get; init; }

    public required Value<string> Bucket { get; init; }

    public required Value<string> Prefix { get; init; }

    public required Value<string> Message { get; init; }

    public required Value<bool> Default { get; init; }

    public required Value<string> LastValidatedAt { get; init; }

    public static LocationModel From(BackupLocation location) => new()
    {
        Phase = location.Phase.Length == 0 ? Value<string>.Null : location.Phase,
        AccessMode = location.AccessMode,
        Provider = location.Provider,
        Bucket = location.Bucket,
        Prefix = location.Prefix,
        Message = Value.OfNullable(location.Message),
        Default = location.IsDefault,
        LastValidatedAt = RunAttributes.Time(location.LastValidatedAt),
    };

    public static LocationModel Read(ModelReader reader) => new()
    {
        Phase = reader.Get(s_phase),
        AccessMode = reader.Get(s_accessMode),
        Provider = reader.Get(s_provider),
        Bucket = reader.Get(s_bucket),
        Prefix = reader.Get(s_prefix),
        Message = reader.Get(s_message),
        Default = reader.Get(s_default),
        LastValidatedAt = reader.Get(s_lastValidatedAt),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_phase, Phase);
        writer.Set(s_accessMode, AccessMode);
        writer.Set(s_provider, Provider);
        writer.Set(s_bucket, Bucket);
        writer.Set(s_prefix, Prefix);
        writer.Set(s_message, Message);
        writer.Set(s_default, Default);
        writer.Set(s_lastValidatedAt, LastValidatedAt);
    }
}
