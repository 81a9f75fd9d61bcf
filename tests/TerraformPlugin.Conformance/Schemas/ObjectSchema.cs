using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Schemas;

/// <summary>A block's or an object's attributes; only blocks have blocks within.</summary>
internal sealed class ObjectSchema
{
    public ObjectSchema(IReadOnlyList<AttributeSchema> attributes, IReadOnlyList<BlockSchema> blocks)
    {
        Attributes = attributes;
        Blocks = blocks;
        Type = TerraformType.Object(
        [
            .. attributes.Select(static a => KeyValuePair.Create(a.Name, a.Type)),
            .. blocks.Select(static b => KeyValuePair.Create(b.Name, b.Nested.Type)),
        ]);
    }

    public IReadOnlyList<AttributeSchema> Attributes { get; }

    public IReadOnlyList<BlockSchema> Blocks { get; }

    public TerraformType Type { get; }

    /// <summary>An empty block of configuration.</summary>
    public TerraformValue Empty => TerraformValue.Object(Type,
    [
        .. Attributes.Select(static a => KeyValuePair.Create(a.Name, TerraformValue.Null(a.Type))),
        .. Blocks.Select(static b => KeyValuePair.Create(b.Name, b.Nested.Empty)),
    ]);
}
