namespace TerraformPlugin.Framework.Server;

/// <summary>A data source to read.</summary>
public sealed record ReadDataSourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
