using TerraformPlugin.Framework;
using TerraformPlugin.Values;
using WorkspaceBackup.Velero.Objects;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>One step of a hook; Velero's structure has room for other kinds than <c>exec</c>.</summary>
internal sealed record HookActionModel(TerraformValue Object) : Model<HookActionModel>(Object), IModel<HookActionModel>
{
    public static readonly SchemaAttribute<ExecHookModel> Exec =
        new("exec", Codec.Object<ExecHookModel>())
        {
            Presence = Presence.Required,
            Description = "A command in a container.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [Exec];

    public static HookActionModel Of(TerraformValue value) => new(value);

    public static HookActionModel From(ExecHook hook) => Empty.With(Exec, ExecHookModel.From(hook));

    public ExecHook ToHook() => Get(Exec).Known.ToHook();
}
