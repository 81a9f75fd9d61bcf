namespace TerraformPlugin.Framework.Server;

/// <summary>An action block to check.</summary>
public sealed record ValidateActionConfigRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }
}
