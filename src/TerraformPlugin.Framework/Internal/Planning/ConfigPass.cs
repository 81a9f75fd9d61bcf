using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>
/// Turns a state into a configuration that plans it: leaves out what is computed, defaulted or deprecated.
/// </summary>
internal sealed class ConfigPass : PlanPass
{
    public static ConfigPass Instance { get; } = new();

    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        attribute.Presence == Presence.Computed
        || attribute.DeprecationMessage is not null
        || (attribute.DefaultValue is { } value && attribute.MeansTheSame(visit.Planned, value, visit.Path))
            ? TerraformValue.Null(attribute.Type)
            : visit.Planned;
}
