namespace TerraformPlugin.Framework;

/// <summary>What the planning of a destroy is given.</summary>
public sealed class DestroyPlanContext : OperationContext
{
    /// <summary>As in state.</summary>
    public required ModelReader Prior { get; init; }

    /// <summary>
    /// As in state; what it holds at the end is given to the delete. A replacement that destroys first has no destroy
    /// plan: its delete is given what the plan of the create held.
    /// </summary>
    public PrivateState Private { get; init; } = new();
}
