namespace TerraformPlugin.Framework.Server;

/// <summary>A change to plan.</summary>
public sealed record PlanResourceChangeRequest
{
    public required string TypeName { get; init; }

    /// <summary>Null: a create.</summary>
    public EncodedValue PriorState { get; init; }

    /// <summary>Configuration merged with the prior state by Terraform; null: a destroy.</summary>
    public EncodedValue ProposedNewState { get; init; }

    public EncodedValue Config { get; init; }

    public ReadOnlyMemory<byte> PriorPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue PriorIdentity { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}
