namespace TerraformPlugin.Framework.Server;

/// <summary>An ephemeral resource to open.</summary>
public sealed record OpenEphemeralResourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
