namespace TerraformPlugin.Framework.Server;

/// <summary>The provider block to use.</summary>
public sealed record ConfigureProviderRequest
{
    public string TerraformVersion { get; init; } = "";

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
