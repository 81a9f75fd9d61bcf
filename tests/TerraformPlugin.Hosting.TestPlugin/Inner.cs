using TerraformPlugin.Framework;
using TerraformPlugin.Values;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>The innermost object: an argument, one with a default, and one that the provider makes.</summary>
internal sealed record Inner(TerraformValue Object) : Model<Inner>(Object), IModel<Inner>
{
    public static readonly SchemaAttribute<string> Key = new("key", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<string> Color = new("color", Codec.String)
    {
        Presence = Presence.OptionalComputed,
        Default = "red",
    };

    public static readonly SchemaAttribute<string> Serial = new("serial", Codec.String)
    {
        Presence = Presence.Computed,
        PlanModifiers = [new UseStateForUnknown<string>()],
    };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Key, Color, Serial];

    public static Inner Of(TerraformValue value) => new(value);
}
