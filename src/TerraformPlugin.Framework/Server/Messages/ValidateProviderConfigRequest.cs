namespace TerraformPlugin.Framework.Server;

/// <summary>The provider block to check.</summary>
public sealed record ValidateProviderConfigRequest
{
    public EncodedValue Config { get; init; }
}
