namespace TerraformPlugin.Framework.Server;

/// <summary>What planning found.</summary>
public sealed record PlanActionResponse
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
