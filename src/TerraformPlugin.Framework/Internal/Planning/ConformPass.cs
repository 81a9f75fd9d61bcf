using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>
/// Gives a plan or a state the form that Terraform demands of it: write-only values are null, and no blocks are an empty
/// collection, not a null one.
/// </summary>
internal sealed class ConformPass : PlanPass
{
    public static ConformPass Instance { get; } = new();

    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        attribute.WriteOnly ? TerraformValue.Null(attribute.Type)
        : visit.Planned.IsNull ? attribute.Absent
        : visit.Planned;
}
