namespace TerraformPlugin.Framework.Server;

/// <summary>The opened resource.</summary>
public sealed record OpenEphemeralResourceResponse
{
    public EncodedValue Result { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
