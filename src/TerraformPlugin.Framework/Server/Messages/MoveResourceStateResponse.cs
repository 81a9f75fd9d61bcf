namespace TerraformPlugin.Framework.Server;

/// <summary>The state it becomes.</summary>
public sealed record MoveResourceStateResponse
{
    public EncodedValue TargetState { get; init; }

    public ReadOnlyMemory<byte> TargetPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue TargetIdentity { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
