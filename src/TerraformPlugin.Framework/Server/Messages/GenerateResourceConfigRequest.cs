namespace TerraformPlugin.Framework.Server;

/// <summary>A state to write a configuration for.</summary>
public sealed record GenerateResourceConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue State { get; init; }
}
