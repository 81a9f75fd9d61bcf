using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Runs the attributes' plan modifiers.</summary>
internal sealed class ModifiersPass(bool isUpdate, ICollection<AttributePath> replacements, Diagnostics diagnostics)
    : PlanPass
{
    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) => attribute.ModifyPlan(
        new(visit.Path, visit.Config, visit.Prior, visit.Planned, isUpdate, replacements, diagnostics));
}
