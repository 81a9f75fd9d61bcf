using TerraformPlugin.Framework;

namespace TerraformProviderWorkspaceBackup.Content;

/// <summary>One step of a hook; Velero's structure has room for other kinds than <c>exec</c>.</summary>
internal sealed record HookActionModel : IModel<HookActionModel>
{
    public static readonly SchemaAttribute<ExecHookModel> ExecAttribute =
        new("exec", Codec.Object<ExecHookModel>())
        {
            Presence = Presence.Required,
            Description = "A command run in a container of the pod.",
        };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } =
        [ExecAttribute];

    public required Value<ExecHookModel> Exec { get; init; }

    public static HookActionModel Read(ModelReader reader) => new()
    {
        Exec = reader.Get(ExecAttribute),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(ExecAttribute, Exec);
    }


}
