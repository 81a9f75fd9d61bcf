using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Makes write-only values null: Terraform refuses any other in plan and state.</summary>
internal sealed class WriteOnlyPass : PlanPass
{
    public static WriteOnlyPass Instance { get; } = new();

    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        attribute.WriteOnly ? TerraformValue.Null(attribute.Type) : visit.Planned;
}
