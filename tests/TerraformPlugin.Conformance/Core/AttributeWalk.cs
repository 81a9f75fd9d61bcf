using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Core;

/// <summary>Every attribute that a value has, those of nested objects and blocks included.</summary>
internal static class AttributeWalk
{
    public static IEnumerable<(AttributePath Path, AttributeSchema Attribute, TerraformValue Value)> Of(
        ObjectSchema schema, TerraformValue value) => Of(schema, value, AttributePath.Root);

    private static IEnumerable<(AttributePath Path, AttributeSchema Attribute, TerraformValue Value)> Of(
        ObjectSchema schema, TerraformValue value, AttributePath path)
    {
        if (!value.IsKnown)
        {
            yield break;
        }

        foreach (var attribute in schema.Attributes)
        {
            var at = path.Attribute(attribute.Name);
            var held = value.Entries[attribute.Name];
            yield return (at, attribute, held);
            foreach (var within in attribute.Nested is { } nested ? Within(nested, held, at) : [])
            {
                yield return within;
            }
        }

        foreach (var within in schema.Blocks.SelectMany(b =>
            Within(b.Nested, value.Entries[b.Name], path.Attribute(b.Name))))
        {
            yield return within;
        }
    }

    private static IEnumerable<(AttributePath Path, AttributeSchema Attribute, TerraformValue Value)> Within(
        NestedSchema nested, TerraformValue value, AttributePath path)
    {
        IEnumerable<(AttributePath Path, TerraformValue Value)> objects = !value.IsKnown ? [] : nested.Mode switch
        {
            Nesting.List => value.Elements.Select((e, i) => (path.Index(i), e)),
            Nesting.Set => value.Elements.Select(e => (path.Element(e), e)),
            Nesting.Map => value.Entries.Select(e => (path.Key(e.Key), e.Value)),
            _ => [(path, value)],
        };
        return objects.SelectMany(o => Of(nested.Object, o.Value, o.Path));
    }
}
