namespace TerraformPlugin.Framework.Server;

/// <summary>What was found.</summary>
public sealed record ImportResourceStateResponse
{
    public IReadOnlyList<ImportedResource> ImportedResources { get; init; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
