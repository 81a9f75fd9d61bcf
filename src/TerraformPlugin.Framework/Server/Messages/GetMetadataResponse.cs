namespace TerraformPlugin.Framework.Server;

/// <summary>What the provider offers, by name.</summary>
public sealed record GetMetadataResponse
{
    public ServerCapabilities ServerCapabilities { get; init; } = new();

    public required IReadOnlyList<string> Resources { get; init; }

    public required IReadOnlyList<string> DataSources { get; init; }

    public required IReadOnlyList<string> Functions { get; init; }

    public required IReadOnlyList<string> EphemeralResources { get; init; }

    public required IReadOnlyList<string> ListResources { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
