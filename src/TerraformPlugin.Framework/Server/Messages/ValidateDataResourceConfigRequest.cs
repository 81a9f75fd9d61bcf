namespace TerraformPlugin.Framework.Server;

/// <summary>A data block to check.</summary>
public sealed record ValidateDataResourceConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }
}
