using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// A known object as Terraform sent it, read by the handles of its attributes. Derive from <see cref="Model{TSelf}"/>.
/// </summary>
public abstract record Model
{
    private protected Model(TerraformValue @object) => Object = @object;

    /// <summary>The object with everything a codec may lose: unknown elements, refinements.</summary>
    public TerraformValue Object { get; private protected init; }

    /// <summary>Where the object is; for the errors of what does not decode.</summary>
    internal AttributePath Path { get; set; } = AttributePath.Root;

    /// <summary>The value of an attribute.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute.</exception>
    /// <exception cref="ValueDecodingException">The attribute's content does not fit its codec.</exception>
    public Value<T> Get<T>(SchemaAttribute<T> attribute)
        where T : notnull => attribute.Codec.Decode(Raw(attribute), attribute.Under(Path));

    /// <summary>The value of an attribute as it is in <see cref="Object"/>.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute.</exception>
    public TerraformValue Raw(SchemaAttribute attribute) => attribute.In(Object);

    /// <summary>The model of an object at a path.</summary>
    internal static TModel At<TModel>(TerraformValue value, AttributePath path)
        where TModel : class, IModel<TModel>
    {
        var model = TModel.Of(value);
        ((Model)(object)model).Path = path;
        return model;
    }

    /// <summary>The object of a model.</summary>
    internal static TerraformValue ObjectOf<TModel>(TModel model)
        where TModel : class, IModel<TModel> => ((Model)(object)model).Object;

    /// <summary>Whether both are models of one type over equal objects; where the objects are does not count.</summary>
    public virtual bool Equals(Model? other) =>
        other is not null && EqualityContract == other.EqualityContract && Object.Equals(other.Object);

    /// <inheritdoc/>
    public override int GetHashCode() => Object.GetHashCode();
}
