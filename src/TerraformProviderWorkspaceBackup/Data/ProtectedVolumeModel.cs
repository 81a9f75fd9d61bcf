using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Protection;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>Whether the data of one claim is in the backup.</summary>
internal sealed record ProtectedVolumeModel(TerraformValue Object)
    : Model<ProtectedVolumeModel>(Object), IModel<ProtectedVolumeModel>
{
    public static readonly SchemaAttribute<string> State = Shown.As(
        "state", Codec.String, "`covered`, `uncovered` or `unknown`.");

    public static readonly SchemaAttribute<string> Method = Shown.As(
        "method", Codec.String, "`DataUpload` or `PodVolumeBackup`, if Velero left one.");

    public static readonly SchemaAttribute<string> Reason = Shown.As("reason", Codec.String, "Why it is not `covered`.");

    public static readonly SchemaAttribute<long> Bytes = Shown.As("bytes", Codec.Int64, "How much of it was backed up, if counted.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [State, Method, Reason, Bytes];

    public static ProtectedVolumeModel Of(TerraformValue value) => new(value);

    public static ProtectedVolumeModel From(ClaimProtection claim) => Empty
        .With(State, ProtectionWords.Of(claim.Data.State))
        .With(Method, Value.OfNullable(claim.Method))
        .With(Reason, Value.OfNullable(claim.Data.Reason))
        .With(Bytes, claim.Bytes is { } bytes ? bytes : Value<long>.Null);
}
