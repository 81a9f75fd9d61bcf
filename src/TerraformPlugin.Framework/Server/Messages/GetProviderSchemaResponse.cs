namespace TerraformPlugin.Framework.Server;

/// <summary>Every schema of the provider, by type or function name.</summary>
public sealed record GetProviderSchemaResponse
{
    public ServerCapabilities ServerCapabilities { get; init; } = new();

    /// <summary>Null only together with an error.</summary>
    public Schema? Provider { get; init; }

    public IReadOnlyDictionary<string, Schema> Resources { get; init; } = Schemas.None;

    public IReadOnlyDictionary<string, Schema> DataSources { get; init; } = Schemas.None;

    public IReadOnlyDictionary<string, Function> Functions { get; init; } = Schemas.NoFunctions;

    public IReadOnlyDictionary<string, Schema> EphemeralResources { get; init; } = Schemas.None;

    public IReadOnlyDictionary<string, Schema> ListResources { get; init; } = Schemas.None;

    public IReadOnlyDictionary<string, Schema> Actions { get; init; } = Schemas.None;

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
