namespace TerraformPlugin.Framework;

/// <summary>What the validation of a configuration is given. The provider is not configured then.</summary>
public sealed class ConfigValidationContext
{
    /// <summary>As configured; any value may be unknown, and may still turn out right.</summary>
    public required ModelReader Config { get; init; }

    /// <summary>What the Terraform at the other end can handle; only told for resources.</summary>
    public ClientCapabilities ClientCapabilities { get; init; } = new();

    /// <summary>Takes what is wrong.</summary>
    public Diagnostics Diagnostics { get; init; } = [];
}
