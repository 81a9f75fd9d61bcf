namespace TerraformPlugin.Framework.Tests.Values;

internal sealed record Pair : IModel<Pair>
{
    public static readonly SchemaAttribute<string> LeftKey = new("left", Codec.String) { Presence = Presence.Required };
    public static readonly SchemaAttribute<long> RightKey = new("right", Codec.Int64) { Presence = Presence.Optional };

    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [LeftKey, RightKey];

    public required Value<string> Left { get; init; }

    public required Value<long> Right { get; init; }

    public static Pair Read(ModelReader reader) => new()
    {
        Left = reader.Get(LeftKey),
        Right = reader.Get(RightKey),
    };

    public void Write(ModelWriter writer)
    {
        writer.Set(LeftKey, Left);
        writer.Set(RightKey, Right);
    }
}
