using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>A planned value beside its counterparts.</summary>
/// <param name="Config">Null in value where nothing is configured.</param>
/// <param name="Prior">Absent where the object that holds it is new.</param>
internal readonly record struct PlanVisit(
    AttributePath Path, TerraformValue Planned, TerraformValue Config, TerraformValue? Prior);
