namespace TerraformPlugin.Framework.Server;

/// <summary>What exists now, whatever failed.</summary>
public sealed record ApplyResourceChangeResponse
{
    public EncodedValue NewState { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue NewIdentity { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
