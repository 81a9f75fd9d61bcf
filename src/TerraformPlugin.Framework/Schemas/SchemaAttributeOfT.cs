using TerraformPlugin.Framework.Internal.Planning;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// The typed handle of an attribute:
/// <c>new("prefix", Codec.String) { Presence = Presence.Required, Description = "…" }</c>.
/// </summary>
/// <param name="name">Lower case letters, digits and underscores.</param>
/// <param name="codec">
/// Its type. An object of a model, or a list, set or map of such objects, makes it a nested attribute.
/// </param>
public sealed class SchemaAttribute<T>(string name, Codec<T> codec) : SchemaAttribute(name)
    where T : notnull
{
    private TerraformValue? _defaultValue;

    /// <summary>Converts its values.</summary>
    public Codec<T> Codec => codec;

    /// <summary>Run on known values only; default: none.</summary>
    public IReadOnlyList<IValidator<T>> Validators { get; init; } = [];

    /// <summary>Run in their order on every plan that is not a destroy; default: none.</summary>
    public IReadOnlyList<IPlanModifier<T>> PlanModifiers { get; init; } = [];

    /// <summary>
    /// Planned when the configuration is null; only with <see cref="Presence.OptionalComputed"/>. Null: no default.
    /// </summary>
    public Value<T> Default { get; init; }

    /// <inheritdoc/>
    public override TerraformType Type => codec.Type;

    /// <inheritdoc/>
    public override NestedObject? Nested => codec.Nested;

    /// <inheritdoc/>
    public override bool MayReplace => PlanModifiers.Any(static modifier => modifier is RequiresReplace<T>);

    internal override TerraformValue? DefaultValue =>
        Default.IsNull ? null : _defaultValue ??= codec.Encode(Default);

    internal override TerraformValue Recode(TerraformValue value) => codec.Encode(codec.Decode(value, Path));

    internal override void Validate(TerraformValue value, ValidatorContext context)
    {
        Value<T> decoded;
        try
        {
            decoded = codec.Decode(value, context.Path);
        }
        catch (ValueDecodingException e)
        {
            context.Diagnostics.AddError("Invalid Attribute Value", $"{e.Path} {e.Problem}.", e.Path);
            return;
        }

        if (decoded.TryGetKnown(out var content))
        {
            foreach (var validator in Validators)
            {
                validator.Validate(content, context);
            }
        }
    }

    internal override TerraformValue ModifyPlan(AttributePlan plan)
    {
        if (PlanModifiers.Count == 0)
        {
            return plan.Visit.Planned;
        }

        var context = new PlanModifierContext<T>(codec, plan);
        foreach (var modifier in PlanModifiers)
        {
            modifier.Modify(context);
        }

        return context.PlannedRaw;
    }

    internal override bool MeansTheSame(TerraformValue left, TerraformValue right, AttributePath path) =>
        left.Equals(right)
        || (PlanModifiers.OfType<SemanticEquality<T>>().FirstOrDefault() is { } equality
            && codec.Decode(left, path).TryGetKnown(out var l)
            && codec.Decode(right, path).TryGetKnown(out var r)
            && equality.MeansTheSame(l, r));
}
