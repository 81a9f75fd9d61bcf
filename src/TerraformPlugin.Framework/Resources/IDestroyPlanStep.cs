namespace TerraformPlugin.Framework;

/// <summary>For a resource that has something to say before it is destroyed; it cannot change the plan.</summary>
public interface IDestroyPlanStep
{
    /// <summary>
    /// Says what the user should know, and notes in the private state what the delete should. An error ends the plan;
    /// not called in a replacement that destroys first.
    /// </summary>
    Task PlanDestroyAsync(DestroyPlanContext context, CancellationToken cancellationToken);
}
