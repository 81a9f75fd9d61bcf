namespace TerraformPlugin.Framework;

/// <summary>For an action that can tell at plan that it would fail, or has to be put off.</summary>
public interface IActionPlanStep
{
    /// <summary>
    /// Adds what would fail to the diagnostics, or defers. Runs on every plan that has the action; it has no effect on
    /// what is done.
    /// </summary>
    Task PlanAsync(ActionPlanContext context, CancellationToken cancellationToken);
}
