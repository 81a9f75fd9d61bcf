namespace TerraformPlugin.Framework.Server;

/// <summary>An ephemeral block to check.</summary>
public sealed record ValidateEphemeralResourceConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }
}
