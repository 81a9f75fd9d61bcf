namespace TerraformPlugin.Framework;

/// <summary>What the planning of an action is given.</summary>
public sealed class ActionPlanContext : DeferrableContext
{
    /// <summary>As configured; values may be unknown.</summary>
    public required ModelReader Config { get; init; }
}
