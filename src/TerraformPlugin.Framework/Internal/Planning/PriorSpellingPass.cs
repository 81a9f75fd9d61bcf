using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Gives values that mean what is in state the spelling they have there.</summary>
internal sealed class PriorSpellingPass : PlanPass
{
    public static PriorSpellingPass Instance { get; } = new();

    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        visit is { Planned.IsKnown: true, Prior: { IsKnown: true } prior }
        && attribute.MeansTheSame(visit.Planned, prior, visit.Path)
            ? prior
            : visit.Planned;
}
