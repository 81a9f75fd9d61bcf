namespace TerraformPlugin.Framework.Server;

/// <summary>An action to do.</summary>
public sealed record InvokeActionRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
