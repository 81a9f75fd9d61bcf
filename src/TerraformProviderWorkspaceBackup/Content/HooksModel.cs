using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>Velero's <c>hooks</c>.</summary>
internal sealed record HooksModel(TerraformValue Object) : Model<HooksModel>(Object), IModel<HooksModel>
{
    public static readonly SchemaAttribute<IReadOnlyList<ResourceHookModel>> Resources =
        new("resources", Codec.List(Codec.Object<ResourceHookModel>()))
        {
            Presence = Presence.Required,
            Description = "The hooks. They run in order.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Resources];

    public static HooksModel Of(TerraformValue value) => new(value);

    public static HooksModel From(ValueList<ResourceHook> hooks) =>
        Empty.With(Resources, hooks.Select(ResourceHookModel.From).ToList());

    public ValueList<ResourceHook> ToHooks() => Get(Resources).Known.Select(static hook => hook.ToHook()).ToValueList();
}
