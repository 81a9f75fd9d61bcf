using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>Reads the attributes of one known object by their handles.</summary>
/// <param name="value">A known object.</param>
/// <param name="path">Where the object is; null: it is the root.</param>
public class ModelReader(TerraformValue value, AttributePath? path = null)
{
    /// <summary>The object as it is on the wire.</summary>
    public TerraformValue Value { get; private protected set; } = value;

    /// <summary>Where the object is; the root for a whole configuration, plan or state.</summary>
    public AttributePath Path { get; } = path ?? AttributePath.Root;

    /// <exception cref="ValueDecodingException">The attribute's content does not fit its codec.</exception>
    public Value<T> Get<T>(SchemaAttribute<T> attribute)
        where T : notnull => attribute.Codec.Decode(Raw(attribute), attribute.Under(Path));

    /// <summary>The attribute's value with everything a codec may lose: unknown elements, refinements.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute.</exception>
    public TerraformValue Raw(SchemaAttribute attribute) => attribute.In(Value);

    /// <summary>The whole object as a model.</summary>
    public TModel Model<TModel>()
        where TModel : class, IModel<TModel> => Framework.Model.At<TModel>(Value, Path);
}
