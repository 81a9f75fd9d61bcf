using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>Velero's <c>hooks</c>.</summary>
internal sealed record HooksModel : IModel<HooksModel>
{
    public static readonly SchemaAttribute<IReadOnlyList<ResourceHookModel>> ResourcesAttribute =
        new("resources", Codec.List(Codec.Object<ResourceHookModel>()))
        {
            Presence = Presence.Required,
            Description = "The hooks, in order.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [ResourcesAttribute];

    public required Value<IReadOnlyList<ResourceHookModel>> Resources { get; init; }

    public static HooksModel Read(ModelReader reader) => new()
    {
        Resources = reader.Get(ResourcesAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(ResourcesAttribute, Resources);
    }

    public static HooksModel From(ValueList<ResourceHook> hooks) =>
        new() { Resources = hooks.Select(ResourceHookModel.From).ToList() };

    public ValueList<ResourceHook> ToHooks() => Resources.Known.Select(static hook => hook.ToHook()).ToValueList();
}
