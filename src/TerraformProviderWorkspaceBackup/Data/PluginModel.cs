using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Clusters;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>A plugin of a Velero server.</summary>
internal sealed record PluginModel(TerraformValue Object) : Model<PluginModel>(Object), IModel<PluginModel>
{
    public static readonly SchemaAttribute<string> Kind = Shown.As(
        "kind", Codec.String, "What it does, such as `ObjectStore`.");

    public static readonly SchemaAttribute<string> Name = Shown.As(
        "name", Codec.String, "Its name, such as `velero.io/aws`.");

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Kind, Name];

    public static PluginModel Of(TerraformValue value) => new(value);

    public static PluginModel From(VeleroPlugin plugin) => Empty
        .With(Kind, plugin.Kind)
        .With(Name, plugin.Name);
}
