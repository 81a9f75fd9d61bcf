using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>The one model of this provider.</summary>
internal sealed record Probe(TerraformValue Object) : Model<Probe>(Object), IModel<Probe>
{
    public static readonly SchemaAttribute<string> Text = new("text", Codec.String)
    {
        Presence = Presence.Required,
        Description = "Any text.",
        PlanModifiers = [new RequiresReplace<string>()],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Text];

    internal static Schema Schema { get; } = new(Attributes) { Description = "A probe." };

    public static Probe Of(TerraformValue value) => new(value);
}
