using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Planning;

/// <summary>One attribute in the course of planning.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Config">As configured; null where the configuration has none.</param>
/// <param name="Prior">As in state; absent when the object that holds it is new.</param>
/// <param name="Planned">As planned so far.</param>
/// <param name="IsUpdate">Whether the resource is there already.</param>
/// <param name="Replacements">Takes the paths that require replacement.</param>
internal sealed record AttributePlan(
    AttributePath Path,
    TerraformValue Config,
    TerraformValue? Prior,
    TerraformValue Planned,
    bool IsUpdate,
    ICollection<AttributePath> Replacements,
    Diagnostics Diagnostics)
{
    public TerraformValue PriorOrNull => Prior ?? TerraformValue.Null(Planned.Type);
}
