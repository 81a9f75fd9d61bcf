namespace TerraformPlugin.Framework.Server;

/// <summary>A list block to check.</summary>
public sealed record ValidateListResourceConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }
}
