using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>The one model of this provider.</summary>
internal sealed record Probe : IModel<Probe>
{
    private static readonly SchemaAttribute<string> TextAttribute = new("text", Codec.String)
    {
        Presence = Presence.Required,
        Description = "Any text.",
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [TextAttribute];

    internal static Schema Schema { get; } = new(Attributes) { Description = "A probe." };

    internal required Value<string> Text { get; init; }

    public static Probe Read(ModelReader reader) => new() { Text = reader.Get(TextAttribute) };

    public void Write(ModelWriter writer) => writer.Set(TextAttribute, Text);
}
