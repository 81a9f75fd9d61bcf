using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>An object of arguments alone.</summary>
internal sealed record Plain(TerraformValue Object) : Model<Plain>(Object), IModel<Plain>
{
    public static readonly SchemaAttribute<string> Key = new("key", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Note = new("note", Codec.String) { Presence = Presence.Optional };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Key, Note];

    public static Plain Of(TerraformValue value) => new(value);
}
