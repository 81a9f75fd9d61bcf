using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Parts in each nesting, for what has no state.</summary>
internal sealed record Box(TerraformValue Object) : Model<Box>(Object), IModel<Box>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Token = new("token", Codec.String)
    {
        Presence = Presence.Optional,
        Sensitive = true,
    };

    public static readonly SchemaAttribute<IReadOnlyList<Inner>> Parts =
        new("parts", Codec.List(Codec.Object<Inner>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<IReadOnlySet<SetPart>> InSet =
        new("in_set", Codec.Set(Codec.Object<SetPart>())) { Presence = Presence.Optional };

    public static readonly SchemaAttribute<string> Serial = new("serial", Codec.String) { Presence = Presence.Computed };

    public static readonly SchemaAttribute<IReadOnlyList<Inner>> Lid =
        new("lid", Codec.List(Codec.Object<Inner>())) { Presence = Presence.Block };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Name, Token, Parts, InSet, Serial, Lid];

    internal static Schema Schema { get; } = new(Attributes);

    public static Box Of(TerraformValue value) => new(value);
}
