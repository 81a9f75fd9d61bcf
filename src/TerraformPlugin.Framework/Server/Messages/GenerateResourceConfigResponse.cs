namespace TerraformPlugin.Framework.Server;

/// <summary>A configuration that plans no change for that state.</summary>
public sealed record GenerateResourceConfigResponse
{
    public EncodedValue Config { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
