namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An answer that may put its operation off.</summary>
internal abstract record DeferrableResponse : ServerResponse
{
    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
