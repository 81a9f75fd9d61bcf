namespace TerraformPlugin.Framework.Tests.Planning;

internal sealed record SetPart(Value<string> Key, Value<string> Mode, Value<string> Kept) : IModel<SetPart>
{
    public static IReadOnlyList<SchemaAttribute> Attributes { get; } = [Part.KeyKey, Part.ModeKey, Part.KeptKey];

    public static SetPart Read(ModelReader reader) =>
        new(reader.Get(Part.KeyKey), reader.Get(Part.ModeKey), reader.Get(Part.KeptKey));

    public void Write(ModelWriter writer)
    {
        writer.Set(Part.KeyKey, Key);
        writer.Set(Part.ModeKey, Mode);
        writer.Set(Part.KeptKey, Kept);
    }
}
