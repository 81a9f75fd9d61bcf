using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>One attribute in the course of planning.</summary>
/// <param name="Visit">Its values; <see cref="PlanVisit.Planned"/> as planned so far.</param>
/// <param name="Whole">The resource that it is an attribute of.</param>
internal sealed record AttributePlan(PlanVisit Visit, WholePlan Whole)
{
    public TerraformValue PriorOrNull => Visit.Prior ?? TerraformValue.Null(Visit.Planned.Type);
}

/// <summary>A resource in the course of planning.</summary>
/// <param name="Config">As configured.</param>
/// <param name="Prior">As in state; null: a create.</param>
/// <param name="Planned">As planned before any plan modifier ran.</param>
/// <param name="Private">As in state.</param>
/// <param name="Replacements">Takes the paths that require replacement.</param>
internal sealed record WholePlan(
    ModelReader Config, ModelReader? Prior, ModelReader Planned, PrivateState Private,
    ICollection<AttributePath> Replacements, Diagnostics Diagnostics);
