using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>Plans defaults where the configuration is null, within configured objects too.</summary>
internal sealed class DefaultsPass : PlanPass
{
    public static DefaultsPass Instance { get; } = new();

    protected override TerraformValue Visit(SchemaAttribute attribute, PlanVisit visit) =>
        visit.Config.IsNull && attribute.DefaultValue is { } value ? value : visit.Planned;

    // What is within an object that nobody configured is the default's or the provider's own affair.
    protected override bool Descends(PlanVisit visit) => visit.Config.IsKnown;
}
