using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Models;

internal sealed record Pair(TerraformValue Object) : Model<Pair>(Object), IModel<Pair>
{
    public static readonly SchemaAttribute<string> Left = new("left", Codec.String) { Presence = Presence.Required };

    public static readonly SchemaAttribute<long> Right = new("right", Codec.Int64) { Presence = Presence.Optional };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Left, Right];

    public static Pair Of(TerraformValue value) => new(value);
}
