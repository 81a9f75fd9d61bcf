using TerraformPlugin.Hosting.Protocol;
using TerraformPlugin.Values;
using Wire = TerraformPlugin.Hosting.Protocol.Schema.Types;

namespace TerraformPlugin.Conformance.Schemas;

/// <summary>Reads the schemas that a provider announces.</summary>
internal static class SchemaReader
{
    public static ObjectSchema Read(Schema? schema) => schema?.Block is { } block ? Read(block) : new([], []);

    /// <summary>An identity: what an import needs is required, all else optional.</summary>
    public static ObjectSchema Read(ResourceIdentitySchema identity) => new(
    [
        .. identity.IdentityAttributes.Select(static a => new AttributeSchema(
            a.Name, TypeJson.Parse(a.Type.Span), a.RequiredForImport, a.OptionalForImport,
            Computed: false, Sensitive: false, WriteOnly: false, Nested: null)),
    ], []);

    private static ObjectSchema Read(Wire.Block block) => new(
        [.. block.Attributes.Select(Read)],
        [
            .. block.BlockTypes.Select(static b =>
                new BlockSchema(b.TypeName, new(Mode((int)b.Nesting), Read(b.Block)), b.Block.Computed)),
        ]);

    private static AttributeSchema Read(Wire.Attribute attribute)
    {
        var nested = attribute.NestedType is { } type
            ? new NestedSchema(Mode((int)type.Nesting), new([.. type.Attributes.Select(Read)], []))
            : null;
        return new(
            attribute.Name, nested?.Type ?? TypeJson.Parse(attribute.Type.Span), attribute.Required,
            attribute.Optional, attribute.Computed, attribute.Sensitive, attribute.WriteOnly, nested);
    }

    private static Nesting Mode(int wire) => wire switch
    {
        1 => Nesting.Single,
        2 => Nesting.List,
        3 => Nesting.Set,
        4 => Nesting.Map,
        5 => Nesting.Group,
        _ => throw new BrokenRuleException(Rule.SchemaInvalid, $"there is no nesting mode {wire}"),
    };
}
