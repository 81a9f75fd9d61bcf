using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>
/// Reports sets in which planning made two elements equal, as a default does beside its own spelling: Terraform would
/// blame the provider for an element that is gone.
/// </summary>
internal sealed class SetSizePass(Diagnostics diagnostics) : PlanPass
{
    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit)
    {
        if (attribute.Nested is { Mode: NestingMode.Set } && visit is { Planned.IsKnown: true, Config.IsKnown: true }
            && visit.Planned.Elements.Length < visit.Config.Elements.Length)
        {
            diagnostics.AddError("Duplicate Set Element",
                $"Two elements of {visit.Path} mean the same once defaults are filled in; remove one of them.",
                visit.Path);
        }

        return visit.Planned;
    }
}
