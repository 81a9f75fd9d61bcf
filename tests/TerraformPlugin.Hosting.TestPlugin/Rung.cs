using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>A block, and blocks within it.</summary>
internal sealed record Rung(TerraformValue Object) : Model<Rung>(Object), IModel<Rung>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Color = new("color", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "blue",
    };

    public static readonly SchemaAttribute<string> Serial = new("serial", Codec.String) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<IReadOnlyList<Inner>> Step =
        new("step", Codec.List(Codec.Object<Inner>())) { Presence = Presence.Block };

    public static readonly SchemaAttribute<SetPart> Rail = new("rail", Codec.Object<SetPart>())
    {
        Presence = Presence.Optional,
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Name, Color, Serial, Step, Rail];

    public static Rung Of(TerraformValue value) => new(value);
}
