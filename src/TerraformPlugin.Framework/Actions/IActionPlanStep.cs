namespace TerraformPlugin.Framework;

/// <summary>For an action that can tell at plan that it would fail, or has to be put off.</summary>
public interface IActionPlanStep
{
    Task PlanAsync(ActionPlanContext context, CancellationToken cancellationToken);
}
