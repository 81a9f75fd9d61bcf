using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Schemas;
using TerraformPlugin.Values;

namespace TerraformPlugin.Conformance.Generation;

/// <summary>Makes configurations that fit a schema, the same ones for the same seed.</summary>
internal sealed class ConfigGenerator(int seed)
{
    private readonly Random _random = new(seed);

    public TerraformValue Config(ObjectSchema schema) => TerraformValue.Object(schema.Type,
    [
        .. schema.Attributes.Select(a => KeyValuePair.Create(a.Name, Attribute(a))),
        .. schema.Blocks.Select(b => KeyValuePair.Create(b.Name, Blocks(b.Nested))),
    ]);

    /// <summary>A configuration in which one attribute is another.</summary>
    public TerraformValue Changed(ObjectSchema schema, TerraformValue config)
    {
        var places = AttributeWalk.Of(schema, config).Where(static a => IsConfigurable(a.Attribute)).ToList();
        if (places.Count == 0)
        {
            return config;
        }

        var (path, attribute, _) = places[_random.Next(places.Count)];
        return config.Replace(path.Steps.AsSpan(), Attribute(attribute));
    }

    public static bool IsConfigurable(AttributeSchema attribute) => attribute.Required || attribute.Optional;

    /// <summary>A known value of a type.</summary>
    public TerraformValue Value(TerraformType type, string prefix = "v") => type.Kind switch
    {
        TypeKind.String => TerraformValue.String($"{prefix}-{_random.Next():x8}"),
        TypeKind.Number => TerraformValue.Number(_random.Next(0, 100)),
        TypeKind.Bool => TerraformValue.Bool(_random.Next(2) == 0),
        TypeKind.List => TerraformValue.List(type.Element!, Several(() => Value(type.Element!, prefix))),
        TypeKind.Set => TerraformValue.Set(type.Element!, Several(() => Value(type.Element!, prefix))),
        TypeKind.Map => TerraformValue.Map(type.Element!,
            Several(() => Value(type.Element!, prefix)).Select(static (e, i) => KeyValuePair.Create($"k{i}", e))),
        TypeKind.Tuple => TerraformValue.Tuple(type, type.Elements.Select(e => Value(e, prefix))),
        TypeKind.Object => TerraformValue.Object(
            type, type.Attributes.Select(a => KeyValuePair.Create(a.Key, Value(a.Value, prefix)))),
        _ => TerraformValue.String($"{prefix}-{_random.Next():x8}"),
    };

    private TerraformValue Attribute(AttributeSchema attribute)
    {
        if (!IsConfigurable(attribute) || (!attribute.Required && _random.Next(10) < 3))
        {
            return TerraformValue.Null(attribute.Type);
        }

        var prefix = attribute.Sensitive || attribute.WriteOnly ? "hidden" : "v";
        return attribute.Nested is { } nested ? Objects(nested) : Value(attribute.Type, prefix);
    }

    private TerraformValue Blocks(NestedSchema nested) =>
        nested.Mode == Nesting.Single && _random.Next(2) == 0 ? nested.Empty : Objects(nested);

    private TerraformValue Objects(NestedSchema nested) => nested.Mode switch
    {
        Nesting.List => TerraformValue.List(nested.Object.Type, Several(() => Config(nested.Object))),
        Nesting.Set => TerraformValue.Set(nested.Object.Type, Several(() => Config(nested.Object))),
        Nesting.Map => TerraformValue.Map(nested.Object.Type,
            Several(() => Config(nested.Object)).Select(static (e, i) => KeyValuePair.Create($"k{i}", e))),
        _ => Config(nested.Object),
    };

    private List<TerraformValue> Several(Func<TerraformValue> one) =>
        [.. Enumerable.Range(0, _random.Next(4)).Select(_ => one())];
}
