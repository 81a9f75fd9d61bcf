namespace TerraformPlugin.Framework.Server;

/// <summary>What it holds.</summary>
public sealed record ReadDataSourceResponse
{
    public EncodedValue State { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Why the operation is put off; null: it is not.</summary>
    public DeferralReason? Deferred { get; init; }
}
