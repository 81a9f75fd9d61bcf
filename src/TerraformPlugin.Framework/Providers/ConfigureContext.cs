namespace TerraformPlugin.Framework;

/// <summary>What the provider's configuration is given.</summary>
public sealed class ConfigureContext
{
    /// <summary>The provider block. Any value may be unknown while planning.</summary>
    public required ModelReader Config { get; init; }

    /// <summary>Terraform's version as it writes it; empty when it sent none.</summary>
    public string TerraformVersion { get; init; } = "";

    /// <summary>What the Terraform at the other end can handle.</summary>
    public ClientCapabilities ClientCapabilities { get; init; } = new();

    /// <summary>Takes what the user should know; after an error the provider counts as not configured.</summary>
    public Diagnostics Diagnostics { get; init; } = [];
}
