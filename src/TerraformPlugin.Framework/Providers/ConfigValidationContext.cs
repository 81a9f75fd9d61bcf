namespace TerraformPlugin.Framework;

/// <summary>What the validation of a configuration is given. The provider is not configured then.</summary>
public sealed class ConfigValidationContext
{
    public required ModelReader Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();

    public Diagnostics Diagnostics { get; init; } = [];
}
