using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A VolumeSnapshotClass.</summary>
internal sealed record SnapshotClassModel : IModel<SnapshotClassModel>
{
    private static readonly SchemaAttribute<string> s_name = Shown.As(
        "name", Codec.String, "Its name.");

    private static readonly SchemaAttribute<string> s_driver = Shown.As(
        "driver", Codec.String, "The CSI driver whose volumes it is for.");

    private static readonly SchemaAttribute<string> s_deletionPolicy = Shown.As(
        "deletion_policy", Codec.String, "`Retain`, or `Delete`: a snapshot is lost with its VolumeSnapshot object.");

    private static readonly SchemaAttribute<bool> s_chosen = Shown.As(
        "chosen", Codec.Bool,
        "Whether Velero takes it for the driver's volumes: by the label `velero.io/csi-volumesnapshot-class`, else as "
        + "the driver's default or only class.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [s_name, s_driver, s_deletionPolicy, s_chosen];

    public required Value<string> Name { get; init; }

    public required Value<string> Driver { get; init; }

    public required Value<string> DeletionPolicy { get; init; }

    public required Value<bool> Chosen { get; init; }

    public static SnapshotClassModel From(SnapshotClass found) => new()
    {
        Name = found.Name,
        Driver = found.Driver,
        DeletionPolicy = found.DeletionPolicy,
        Chosen = found.IsChosen,
    };

    public static SnapshotClassModel Read(ModelReader reader) => new()
    {
        Name = reader.Get(s_name),
        Driver = reader.Get(s_driver),
        DeletionPolicy = reader.Get(s_deletionPolicy),
        Chosen = reader.Get(s_chosen),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_name, Name);
        writer.Set(s_driver, Driver);
        writer.Set(s_deletionPolicy, DeletionPolicy);
        writer.Set(s_chosen, Chosen);
    }
}
