using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>A model of any schema: the object as it is.</summary>
internal sealed record RawModel(TerraformValue Value) : IModel<RawModel>
{
    public static IReadOnlyList<SchemaAttribute> Attributes => [];

    public TerraformValue this[SchemaAttribute attribute] => Value.Entries[attribute.Name];

    public static RawModel Read(ModelReader reader) => new(reader.Value);

    public void Write(ModelWriter writer)
    {
        foreach (var (name, value) in Value.Entries)
        {
            writer.SetRaw(
                new SchemaAttribute<TerraformValue>(name, Codec.Raw(value.Type)) { Presence = Presence.Computed },
                value);
        }
    }

    public RawModel With(SchemaAttribute attribute, TerraformValue value) => new(Value.With(attribute.Name, value));
}
