namespace TerraformPlugin.Framework;

/// <summary>
/// Where the planned value means the same as the prior one, the prior spelling is planned: another spelling is no
/// change.
/// </summary>
/// <param name="meansTheSame">Whether two known values mean the same.</param>
public sealed class SemanticEquality<T>(Func<T, T, bool> meansTheSame) : IPlanModifier<T>
    where T : notnull
{
    /// <inheritdoc/>
    public void Modify(PlanModifierContext<T> context)
    {
        if (context.HasPrior
            && context.Prior.TryGetKnown(out var prior)
            && context.Planned.TryGetKnown(out var planned)
            && meansTheSame(prior, planned))
        {
            context.PlanPrior();
        }
    }

    internal bool MeansTheSame(T left, T right) => meansTheSame(left, right);
}
