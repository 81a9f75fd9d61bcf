namespace TerraformPlugin.Framework;

/// <summary>
/// Plans what is in state where the value would be unknown: for computed values that no update changes. Does nothing in
/// a new object and where the configuration itself is unknown.
/// </summary>
public sealed class UseStateForUnknown<T> : IPlanModifier<T>
    where T : notnull
{
    /// <inheritdoc/>
    public void Modify(PlanModifierContext<T> context)
    {
        if (context.HasPrior && context.Planned.IsUnknown && context.Config.IsNull)
        {
            context.PlanPrior();
        }
    }
}
