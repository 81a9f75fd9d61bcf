using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A plugin of a Velero server.</summary>
internal sealed record PluginModel : IModel<PluginModel>
{
    private static readonly SchemaAttribute<string> s_kind = Shown.As(
        "kind", Codec.String, "What it does: `ObjectStore`, `BackupItemAction`, ...");

    private static readonly SchemaAttribute<string> s_name = Shown.As(
        "name", Codec.String, "Its name: `velero.io/aws`.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [s_kind, s_name];

    public required Value<string> Kind { get; init; }

    public required Value<string> Name { get; init; }

    public static PluginModel From(VeleroPlugin plugin) => new()
    {
        Kind = plugin.Kind,
        Name = plugin.Name,
    };

    public static PluginModel Read(ModelReader reader) => new()
    {
        Kind = reader.Get(s_kind),
        Name = reader.Get(s_name),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(s_kind, Kind);
        writer.Set(s_name, Name);
    }
}
