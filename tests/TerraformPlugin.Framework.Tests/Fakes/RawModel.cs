using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Tests.Fakes;

/// <summary>A model of any schema: the object as it is.</summary>
internal sealed record RawModel(TerraformValue Object) : Model<RawModel>(Object), IModel<RawModel>
{
    public static IReadOnlyList<SchemaAttribute> Attributes => [];

    public TerraformValue this[SchemaAttribute attribute] => Raw(attribute);

    public static RawModel Of(TerraformValue value) => new(value);
}
