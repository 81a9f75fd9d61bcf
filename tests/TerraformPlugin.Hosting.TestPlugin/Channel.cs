using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>An argument that replaces and one that does not.</summary>
internal sealed record Channel(TerraformValue Object) : Model<Channel>(Object), IModel<Channel>
{
    public static readonly SchemaAttribute<string> A = new("a", Codec.String)
    {
        Presence = Presence.Required,
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static readonly SchemaAttribute<string> B = new("b", Codec.String) { Presence = Presence.Optional };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [A, B];

    internal static Schema Schema { get; } = new(Attributes);

    public static Channel Of(TerraformValue value) => new(value);
}
