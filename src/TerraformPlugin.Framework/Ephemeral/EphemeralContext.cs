namespace TerraformPlugin.Framework;

/// <summary>What renewal and closing of an ephemeral resource are given.</summary>
public sealed class EphemeralContext : OperationContext
{
    /// <summary>What opening has put there; a renewal may change it.</summary>
    public PrivateState Private { get; init; } = new();
}
