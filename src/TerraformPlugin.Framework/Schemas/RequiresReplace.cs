namespace TerraformPlugin.Framework;

/// <summary>A change of the attribute replaces the resource; an unknown planned value counts as a change.</summary>
/// <param name="when">Given the prior and the planned value, which differ; null: always.</param>
public sealed class RequiresReplace<T>(Func<Value<T>, Value<T>, bool>? when = null) : IPlanModifier<T>
    where T : notnull
{
    /// <inheritdoc/>
    public void Modify(PlanModifierContext<T> context)
    {
        if (context.IsUpdate && !context.IsUnchanged && (when is null || when(context.Prior, context.Planned)))
        {
            context.RequireReplacement();
        }
    }
}
