using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>What a resource's plan step is given.</summary>
public sealed class PlanContext : DeferrableContext
{
    /// <summary>As configured; values may be unknown.</summary>
    public required ModelReader Config { get; init; }

    /// <summary>As in state; null: a create.</summary>
    public ModelReader? Prior { get; init; }

    /// <summary>As planned so far: proposal, defaults, computed values unknown, attribute plan modifiers.</summary>
    public required ModelEditor Planned { get; init; }

    /// <summary>As in state; what it holds at the end is given to the apply.</summary>
    public PrivateState Private { get; init; } = new();

    /// <summary>Attributes whose change replaces the resource, so far.</summary>
    public ICollection<AttributePath> Replacements { get; init; } = [];

    /// <summary>The resource is replaced because of this attribute.</summary>
    public void RequireReplacement(AttributePath path) => Replacements.Add(path);
}
