using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// A record over an object, in which an attribute is named once, by its handle:
/// <code>
/// sealed record BucketModel(TerraformValue Object) : Model&lt;BucketModel&gt;(Object), IModel&lt;BucketModel&gt;
/// {
///     public static readonly SchemaAttribute&lt;string&gt; Name = new("name", Codec.String) { ... };
///
///     public static IReadOnlyList&lt;SchemaAttribute&gt; Attributes { get; } = [Name];
///
///     public static BucketModel Of(TerraformValue value) => new(value);
/// }
/// </code>
/// Read it with <see cref="Model.Get"/> and change it with <see cref="With"/>; what is not changed stays exactly as it
/// came. <see cref="ModelContract"/> checks it in a test.
/// </summary>
/// <param name="Object">A known object of the model's attributes.</param>
public abstract record Model<TSelf>(TerraformValue Object) : Model(Object)
    where TSelf : Model<TSelf>, IModel<TSelf>
{
    private static TerraformValue? s_empty;

    /// <summary>The model with every attribute null: what a new one starts from.</summary>
    // Not a field initializer: it would run before the model's own list of attributes is there.
    public static TSelf Empty => TSelf.Of(s_empty ??= NullOf(TSelf.Attributes));

    /// <summary>The model with one attribute replaced.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute, or it is of another type.</exception>
    public TSelf With<T>(SchemaAttribute<T> attribute, Value<T> value)
        where T : notnull => WithRaw(attribute, attribute.Codec.Encode(value));

    /// <summary>The model with one attribute replaced by a value as Terraform has it.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute, or it is of another type.</exception>
    public TSelf WithRaw(SchemaAttribute attribute, TerraformValue value) =>
        (TSelf)(this with { Object = Object.With(attribute.Name, value) });

    private static TerraformValue NullOf(IReadOnlyList<SchemaAttribute> attributes) => TerraformValue.Object(
        new NestedObject(NestingMode.Single, attributes).ObjectType,
        attributes.Select(static a => KeyValuePair.Create(a.Name, TerraformValue.Null(a.Type))));
}
