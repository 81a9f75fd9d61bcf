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

    /// <summary>
    /// What the first plan of this very change held at its end, when this is the plan that Terraform makes again at
    /// apply: what was announced can be kept. Null at a first plan, and where the Terraform at the other end does not
    /// keep it (before 1.16; see <see cref="ClientCapabilities.StorePlannedPrivate"/>).
    /// </summary>
    public PrivateState? PlannedPrivate { get; init; }

    /// <summary>
    /// This create is the second half of a replacement: <see cref="Prior"/> is null, and <see cref="Private"/> is what
    /// the first half (the plan with the prior state) held at its end. Of a replacement Terraform shows the warnings of
    /// the first half and the errors of the second. False for a resource that was tainted, whose create cannot be told
    /// from any other, and for a first half that held nothing.
    /// </summary>
    public bool ReplacesExisting { get; init; }

    /// <summary>Attributes whose change replaces the resource, so far.</summary>
    public ICollection<AttributePath> Replacements { get; init; } = [];

    /// <summary>The resource is replaced because of this attribute.</summary>
    public void RequireReplacement(AttributePath path) => Replacements.Add(path);
}
