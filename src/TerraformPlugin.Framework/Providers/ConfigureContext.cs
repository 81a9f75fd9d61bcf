namespace TerraformPlugin.Framework;

/// <summary>What the provider's configuration is given.</summary>
public sealed class ConfigureContext
{
    /// <summary>The provider block. Any value may be unknown while planning.</summary>
    public required ModelReader Config { get; init; }

    /// <summary>Terraform's version as it writes it; empty when it sent none.</summary>
    public string TerraformVersion { get; init; } = "";

    public ClientCapabilities ClientCapabilities { get; init; } = new();

    public Diagnostics Diagnostics { get; init; } = [];
}
