using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using TerraformProviderWorkspaceBackup.Operations;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>How well one namespace is protected.</summary>
internal sealed record ProtectedNamespaceModel(TerraformValue Object)
    : Model<ProtectedNamespaceModel>(Object), IModel<ProtectedNamespaceModel>
{
    public static readonly SchemaAttribute<string> State = Shown.As(
        "state", Codec.String, "`covered`: a schedule that runs takes all of it; `uncovered`: none does; `unknown`: it cannot be decided.");

    public static readonly SchemaAttribute<string> Reason = Shown.As("reason", Codec.String, "Why it is not `covered`.");

    public static readonly SchemaAttribute<IReadOnlyList<string>> Schedules = Shown.As(
        "schedules", Codec.List(Codec.String), "The Schedules that take it, or may.");

    public static readonly SchemaAttribute<string> Backup = Shown.As(
        "backup", Codec.String, "The newest good backup with it: Completed, in an Available location, not expired.");

    public static readonly SchemaAttribute<string> BackupAt = Shown.As(
        "backup_at", Codec.String, "When that backup was begun (RFC 3339).");

    public static readonly SchemaAttribute<long> AgeSeconds = Shown.As("age_seconds", Codec.Int64, "Seconds since `backup_at`.");

    public static readonly SchemaAttribute<bool> Late = Shown.As(
        "late", Codec.Bool, "Whether it is older than it may be; null if nothing tells.");

    public static readonly SchemaAttribute<long> Claims = Shown.As(
        "claims", Codec.Int64, "How many bound PersistentVolumeClaims it has.");

    public static readonly SchemaAttribute<long> ClaimsCovered = Shown.As(
        "claims_covered", Codec.Int64, "How many of them have their data in that backup.");

    public static readonly SchemaAttribute<long> Bytes = Shown.As(
        "bytes", Codec.Int64, "Volume data in `backup`, as far as it was counted.");

    public static readonly SchemaAttribute<IReadOnlyDictionary<string, ProtectedVolumeModel>> Volumes = Shown.As(
        "volumes", Codec.Map(Codec.Object<ProtectedVolumeModel>()), "The claims whose data is not in that backup or unknown, by name.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [State, Reason, Schedules, Backup, BackupAt, AgeSeconds, Late, Claims, ClaimsCovered, Bytes, Volumes];

    public static ProtectedNamespaceModel Of(TerraformValue value) => new(value);

    public static ProtectedNamespaceModel From(NamespaceProtection found, bool detail) => Empty
        .With(State, ProtectionWords.Of(found.Coverage.State))
        .With(Reason, Value.OfNullable(found.Coverage.Reason))
        .With(Schedules, Shown.List(found.Schedules))
        .With(Backup, Value.OfNullable(found.Backup))
        .With(BackupAt, OperationAttributes.Time(found.BackupAt))
        .With(AgeSeconds, found.Age is { } age ? (long)age.TotalSeconds : Value<long>.Null)
        .With(Late, found.IsLate is { } late ? late : Value<bool>.Null)
        .With(Claims, found.Claims is { } claims ? claims.Count : Value<long>.Null)
        .With(ClaimsCovered, found.Claims is { } all
            ? all.Count(static claim => claim.Data.State == ProtectionState.Covered)
            : Value<long>.Null)
        .With(Bytes, found.Claims?.Any(static claim => claim.Bytes is not null) == true
            ? found.Claims.Sum(static claim => claim.Bytes ?? 0)
            : Value<long>.Null)
        .With(Volumes, Shown.Map(
            found.Claims?.Where(claim => detail || claim.Data.State != ProtectionState.Covered)
                .Select(static claim => KeyValuePair.Create(claim.Name, claim)),
            ProtectedVolumeModel.From));
}
