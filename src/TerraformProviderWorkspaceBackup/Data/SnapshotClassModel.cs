using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A VolumeSnapshotClass.</summary>
internal sealed record SnapshotClassModel(TerraformValue Object)
    : Model<SnapshotClassModel>(Object), IModel<SnapshotClassModel>
{
    public static readonly SchemaAttribute<string> Name = Shown.As(
        "name", Codec.String, "Its name.");

    public static readonly SchemaAttribute<string> Driver = Shown.As(
        "driver", Codec.String, "The CSI driver whose volumes it is for.");

    public static readonly SchemaAttribute<string> DeletionPolicy = Shown.As(
        "deletion_policy", Codec.String, "`Retain` or `Delete`. With `Delete` a snapshot is lost with its VolumeSnapshot object.");

    public static readonly SchemaAttribute<bool> Chosen = Shown.As(
        "chosen", Codec.Bool,
        "Whether Velero uses it for the driver's volumes: it has the label `velero.io/csi-volumesnapshot-class`, or is the driver's default or only class.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Name, Driver, DeletionPolicy, Chosen];

    public static SnapshotClassModel Of(TerraformValue value) => new(value);

    public static SnapshotClassModel From(SnapshotClass found) => Empty
        .With(Name, found.Name)
        .With(Driver, found.Driver)
        .With(DeletionPolicy, found.DeletionPolicy)
        .With(Chosen, found.IsChosen);
}
