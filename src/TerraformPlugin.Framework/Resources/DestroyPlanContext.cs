namespace TerraformPlugin.Framework;

/// <summary>What the planning of a destroy is given.</summary>
public sealed class DestroyPlanContext : OperationContext
{
    /// <summary>As in state.</summary>
    public required ModelReader Prior { get; init; }

    /// <summary>As in state; changes are lost.</summary>
    public PrivateState Private { get; init; } = new();
}
