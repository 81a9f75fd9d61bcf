using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Makes computed values unknown that have neither a configuration nor a default.</summary>
internal sealed class UnknownPass : PlanPass
{
    public static UnknownPass Instance { get; } = new();

    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        attribute.IsComputed && attribute.DefaultValue is null && visit.Config.IsNull
            ? TerraformValue.Unknown(attribute.Type)
            : visit.Planned;

    protected override bool Descends(PlanVisit visit) => visit.Config.IsKnown;
}
