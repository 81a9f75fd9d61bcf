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

    /// <summary>The attributes that were not set.</summary>
    internal IEnumerable<string> Missing => type.Attributes.Keys.Where(name => !_attributes.ContainsKey(name));

    internal static TerraformValue Write<TModel>(TModel model, TerraformType type)
        where TModel : class, IModel<TModel>
    {
        if (model is Model { Object: var whole })
        {
            return whole;
        }

        var writer = new ModelWriter(type);
        model.Write(writer);
        return writer.Build();
    }

    /// <exception cref="ArgumentException">An attribute was not set, or the type does not have it.</exception>
    internal TerraformValue Build() => TerraformValue.Object(type, _attributes);
}
