using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>Reads and replaces attributes of one known object; what is not replaced stays exactly as it was.</summary>
public sealed class ModelEditor(TerraformValue value) : ModelReader(value)
{
    /// <summary>Replaces an attribute.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute.</exception>
    public void Set<T>(SchemaAttribute<T> attribute, Value<T> value)
        where T : notnull => SetRaw(attribute, attribute.Codec.Encode(value));

    /// <exception cref="ArgumentException">The object has no such attribute.</exception>
    public void SetRaw(SchemaAttribute attribute, TerraformValue value) => Value = Value.With(attribute.Name, value);
}
