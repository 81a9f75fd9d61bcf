using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>
/// One pass over the attributes of a planned object, nested ones included, beside what is configured and what is in
/// state. An attribute is visited before those within it.
/// </summary>
internal abstract class PlanPass
{
    /// <param name="planned">A known object of the attributes.</param>
    /// <param name="config">Null or absent: nothing is configured in the object.</param>
    /// <param name="prior">Null or absent: the object is new.</param>
    public TerraformValue Run(
        IReadOnlyList<SchemaAttribute> attributes, TerraformValue planned, TerraformValue? config,
        TerraformValue? prior, AttributePath path)
    {
        var result = planned;
        foreach (var attribute in attributes)
        {
            var before = planned.Entries[attribute.Name];
            var visit = new PlanVisit(
                attribute.Under(path),
                before,
                config is { IsKnown: true } ? config.Entries[attribute.Name] : TerraformValue.Null(attribute.Type),
                prior is { IsKnown: true } ? prior.Entries[attribute.Name] : null);
            var after = Visit(attribute, visit);
            if (attribute.Nested is { } nested && after.IsKnown && Descends(visit))
            {
                after = NestedObjects.Replace(nested, visit with { Planned = after },
                    item => Run(nested.Attributes, item.Planned, item.Config, item.Prior, item.Path));
            }

            if (!ReferenceEquals(before, after))
            {
                result = result.With(attribute.Name, after);
            }
        }

        return result;
    }

    /// <summary>Returns what is planned for the attribute then.</summary>
    protected abstract TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit);

    /// <summary>Whether the attributes within a nested attribute are visited too.</summary>
    protected virtual bool Descends(PlanVisit visit) => true;
}
