namespace TerraformPlugin.Framework;

/// <summary>What a move is given.</summary>
public sealed class StateMoveContext
{
    /// <summary>As in <c>registry.terraform.io/hashicorp/kubernetes</c>.</summary>
    public required string SourceProviderAddress { get; init; }

    public required string SourceTypeName { get; init; }

    public long SourceSchemaVersion { get; init; }

    /// <summary>The source's state as it was stored: a JSON object.</summary>
    public required ReadOnlyMemory<byte> SourceJson { get; init; }

    /// <summary>The source's private state, in whatever form its provider keeps it.</summary>
    public ReadOnlyMemory<byte> SourcePrivate { get; init; }

    /// <summary>The source's identity as JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> SourceIdentityJson { get; init; }

    public long SourceIdentitySchemaVersion { get; init; }

    /// <summary>Takes what is kept with the target's state.</summary>
    public PrivateState Private { get; init; } = new();

    public Diagnostics Diagnostics { get; init; } = [];
}
