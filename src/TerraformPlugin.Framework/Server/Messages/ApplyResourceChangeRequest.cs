namespace TerraformPlugin.Framework.Server;

/// <summary>A planned change to make.</summary>
public sealed record ApplyResourceChangeRequest
{
    public required string TypeName { get; init; }

    /// <summary>Null: a create.</summary>
    public EncodedValue PriorState { get; init; }

    /// <summary>Null: a destroy.</summary>
    public EncodedValue PlannedState { get; init; }

    public EncodedValue Config { get; init; }

    public ReadOnlyMemory<byte> PlannedPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue PlannedIdentity { get; init; }
}
