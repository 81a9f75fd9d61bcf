namespace TerraformPlugin.Framework.Server;

/// <summary>A resource block to check.</summary>
public sealed record ValidateResourceConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
