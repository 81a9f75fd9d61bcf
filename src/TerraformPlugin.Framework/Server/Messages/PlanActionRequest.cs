namespace TerraformPlugin.Framework.Server;

/// <summary>An action to plan.</summary>
public sealed record PlanActionRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
