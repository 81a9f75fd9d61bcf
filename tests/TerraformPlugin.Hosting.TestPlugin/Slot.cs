using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>What is in a block of the provider's: all of it computed, some of it configurable.</summary>
internal sealed record Slot(TerraformValue Object) : Model<Slot>(Object), IModel<Slot>
{
    public static readonly SchemaAttribute<string> Key = new("key", Codec.String)
    {
        Presence = Presence.OptionalComputed,
    };

    public static readonly SchemaAttribute<string> Serial = new("serial", Codec.String) { Presence = Presence.Computed };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Key, Serial];

    public static Slot Of(TerraformValue value) => new(value);
}
