namespace TerraformPlugin.Framework.Server;

/// <summary>A resource to look at.</summary>
public sealed record ReadResourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue CurrentState { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue CurrentIdentity { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
