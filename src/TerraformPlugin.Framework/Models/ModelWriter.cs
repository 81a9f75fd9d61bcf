using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>Collects the attributes of an object by their handles.</summary>
/// <param name="type">The object's type.</param>
public sealed class ModelWriter(TerraformType type)
{
    private readonly Dictionary<string, TerraformValue> _attributes = new(StringComparer.Ordinal);

    /// <summary>Sets an attribute; a second time replaces it.</summary>
    public void Set<T>(SchemaAttribute<T> attribute, Value<T> value)
        where T : notnull => SetRaw(attribute, attribute.Codec.Encode(value));

    /// <summary>Sets an attribute as Terraform has it; a second time replaces it.</summary>
    public void SetRaw(SchemaAttribute attribute, TerraformValue value) => _attributes[attribute.Name] = value;

    /// <exception cref="ArgumentException">An attribute was not set, or the type does not have it.</exception>
    internal TerraformValue Build() => TerraformValue.Object(type, _attributes);
}
