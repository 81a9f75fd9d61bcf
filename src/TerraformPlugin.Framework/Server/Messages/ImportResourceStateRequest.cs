namespace TerraformPlugin.Framework.Server;

/// <summary>A resource to import, by id or by identity.</summary>
public sealed record ImportResourceStateRequest
{
    public required string TypeName { get; init; }

    /// <summary>Empty when an identity is given.</summary>
    public string Id { get; init; } = "";

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue Identity { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
