using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Runs the attributes' plan modifiers.</summary>
internal sealed class ModifiersPass(WholePlan whole) : PlanPass
{
    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        attribute.ModifyPlan(new(visit, whole));
}
