namespace TerraformPlugin.Framework.Server;

/// <summary>What the configuration found.</summary>
public sealed record ConfigureProviderResponse
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
