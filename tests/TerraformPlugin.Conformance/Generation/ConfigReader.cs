using System.Text;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Generation;

/// <summary>Reads a configuration written as JSON; what is not written is not configured.</summary>
internal static class ConfigReader
{
    public static TerraformValue Read(ObjectSchema schema, string json) =>
        WithBlocks(schema, JsonCodec.Decode(Encoding.UTF8.GetBytes(json), schema.Type));

    /// <summary>Blocks that are not there are an empty collection, not null.</summary>
    private static TerraformValue WithBlocks(ObjectSchema schema, TerraformValue value)
    {
        foreach (var (name, nested, _) in schema.Blocks)
        {
            var blocks = value.Entries[name];
            value = value.With(name, blocks.IsNull ? nested.Empty : nested.Mode switch
            {
                Nesting.List => TerraformValue.List(
                    nested.Object.Type, blocks.Elements.Select(b => WithBlocks(nested.Object, b))),
                Nesting.Set => TerraformValue.Set(
                    nested.Object.Type, blocks.Elements.Select(b => WithBlocks(nested.Object, b))),
                _ => WithBlocks(nested.Object, blocks),
            });
        }

        return value;
    }
}
