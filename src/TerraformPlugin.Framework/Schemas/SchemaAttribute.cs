using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// The handle of an attribute: declared once, it is the attribute's schema, the key that reads and writes it, and the
/// path that diagnostics name. See <see cref="SchemaAttribute{T}"/>.
/// </summary>
public abstract class SchemaAttribute
{
    private protected SchemaAttribute(string name)
    {
        Name = name;
        Path = AttributePath.Of(name);
    }

    /// <summary>Lower case letters, digits and underscores.</summary>
    public string Name { get; }

    /// <summary>
    /// The path of the attribute at the root of a schema; <see cref="Under"/> gives that of a nested one.
    /// </summary>
    public AttributePath Path { get; }

    /// <summary>Who sets it.</summary>
    public required Presence Presence { get; init; }

    /// <summary>What the documentation says; in the form that <see cref="Schema.Markdown"/> names.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// The first sentence of <see cref="Description"/>: what Terraform is sent. It asks for the schema at every start, and
    /// shows no description itself; the documentation has the whole of it.
    /// </summary>
    public string Summary => Schema.FirstSentence(Description);

    /// <summary>Terraform hides it in its output. It is still in state in clear text.</summary>
    public bool Sensitive { get; init; }

    /// <summary>
    /// Only ever in configuration, null in plan and state; needs Terraform 1.11. Only for attributes that the provider
    /// does not compute and that are not in a set.
    /// </summary>
    public bool WriteOnly { get; init; }

    /// <summary>What to use instead; a warning where the attribute is configured. Null: not deprecated.</summary>
    public string? DeprecationMessage { get; init; }

    /// <summary>The type of its values.</summary>
    public abstract TerraformType Type { get; }

    /// <summary>The attributes within, when the attribute is made of models; null otherwise.</summary>
    public abstract NestedObject? Nested { get; }

    /// <summary>Whether there are changes of it that replace the resource.</summary>
    public abstract bool MayReplace { get; }

    /// <summary>Planned when the configuration is null; null: no default.</summary>
    internal abstract TerraformValue? DefaultValue { get; }

    internal bool IsComputed =>
        Presence is Presence.Computed or Presence.OptionalComputed or Presence.ComputedBlock;

    internal bool IsBlock => Presence is Presence.Block or Presence.ComputedBlock;

    /// <summary>The value when there is none: null, and for blocks in a collection an empty one.</summary>
    internal TerraformValue Absent => (IsBlock ? Nested?.Mode : null) switch
    {
        NestingMode.List => TerraformValue.List(Type.Element!, []),
        NestingMode.Set => TerraformValue.Set(Type.Element!, []),
        _ => TerraformValue.Null(Type),
    };

    internal bool IsConfigurable => Presence != Presence.Computed;

    /// <summary>The attribute's path at the root of a schema.</summary>
    public static implicit operator AttributePath(SchemaAttribute attribute) => attribute.Path;

    /// <summary>The path of this attribute in the object at <paramref name="parent"/>.</summary>
    public AttributePath Under(AttributePath parent) => parent.IsRoot ? Path : parent.Attribute(Name);

    /// <summary>The attribute's value in a known object.</summary>
    /// <exception cref="ArgumentException">The object has no such attribute.</exception>
    internal TerraformValue In(TerraformValue owner) =>
        owner.Entries.TryGetValue(Name, out var raw)
            ? raw
            : throw new ArgumentException($"{owner.Type} has no attribute {Name}");

    /// <summary>The value after it was decoded and encoded again: equal, or the codec is not the value's.</summary>
    internal abstract TerraformValue Recode(TerraformValue value);

    /// <summary>Checks a known configured value; one that does not decode is an error too.</summary>
    internal abstract void Validate(TerraformValue value, ValidatorContext context);

    /// <summary>Runs the attribute's plan modifiers in their order and returns what is planned then.</summary>
    internal abstract TerraformValue ModifyPlan(AttributePlan plan);

    /// <summary>
    /// Whether two values mean the same by the attribute's <see cref="SemanticEquality{T}"/> modifier.
    /// </summary>
    internal abstract bool MeansTheSame(TerraformValue left, TerraformValue right, AttributePath path);
}
