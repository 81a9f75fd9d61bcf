namespace TerraformPlugin.Framework;

/// <summary>For a resource that has something to say before it is destroyed; it cannot change the plan.</summary>
public interface IDestroyPlanStep
{
    Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken);
}
