using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Blocks that the provider sets where the configuration has none.</summary>
internal sealed record Filled(TerraformValue Object) : Model<Filled>(Object), IModel<Filled>
{
    public static readonly SchemaAttribute<string> Name = new("name", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<IReadOnlyList<Slot>> Slots =
        new("slot", Codec.List(Codec.Object<Slot>())) { Presence = Presence.ComputedBlock };

    public static readonly SchemaAttribute<IReadOnlySet<Slot>> Pool =
        new("pool", Codec.Set(Codec.Object<Slot>())) { Presence = Presence.ComputedBlock };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Name, Slots, Pool];

    internal static Schema Schema { get; } = new(Attributes);

    public static Filled Of(TerraformValue value) => new(value);
}
