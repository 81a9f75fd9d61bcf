using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Downloads;

namespace TerraformProviderWorkspaceBackup.Operations;

/// <summary>What became of one volume in a backup, as <c>volumes</c> shows it.</summary>
internal sealed record VolumeModel(TerraformValue Object) : Model<VolumeModel>(Object), IModel<VolumeModel>
{
    private static readonly SchemaAttribute<bool> s_saved = Shown.As(
        "saved", Codec.Bool, "Whether its data is in the backup; null: not known.");

    private static readonly SchemaAttribute<string> s_method = Shown.As(
        "method", Codec.String, "`CSISnapshot`, `NativeSnapshot`, `PodVolumeBackup` or `DataUpload`.");

    private static readonly SchemaAttribute<long> s_bytes = Shown.As("bytes", Codec.Int64, "Its size, where Velero counted it.");

    private static readonly SchemaAttribute<string> s_reason = Shown.As("reason", Codec.String, "Why its data is not in it, or not known to be.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [s_saved, s_method, s_bytes, s_reason];

    public static VolumeModel Of(TerraformValue value) => new(value);

    public static VolumeModel From(BackedUpVolume volume) => Empty
        .With(s_saved, Value.OfNullable(volume.IsSaved))
        .With(s_method, Value.OfNullable(volume.Method))
        .With(s_bytes, Value.OfNullable(volume.Bytes))
        .With(s_reason, Value.OfNullable(volume.Reason));

    /// <summary>By <c>namespace/claim</c>.</summary>
    public static IReadOnlyDictionary<string, VolumeModel> Of(IEnumerable<BackedUpVolume> volumes) =>
        new SortedDictionary<string, VolumeModel>(
            volumes.ToDictionary(static volume => volume.Key, From, StringComparer.Ordinal), StringComparer.Ordinal);
}
