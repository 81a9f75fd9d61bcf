namespace TerraformPlugin.Framework.Server;

/// <summary>What exists.</summary>
public sealed record ReadResourceResponse
{
    public EncodedValue NewState { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue NewIdentity { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
