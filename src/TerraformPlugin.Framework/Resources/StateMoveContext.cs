namespace TerraformPlugin.Framework;

/// <summary>What a move is given.</summary>
public sealed class StateMoveContext
{
    /// <summary>As in <c>registry.terraform.io/hashicorp/kubernetes</c>.</summary>
    public required string SourceProviderAddress { get; init; }

    /// <summary>The source's resource type, as in <c>kubernetes_manifest</c>.</summary>
    public required string SourceTypeName { get; init; }

    /// <summary>The version of the source's schema, by its own provider's count.</summary>
    public long SourceSchemaVersion { get; init; }

    /// <summary>The source's state as it was stored: a JSON object.</summary>
    public required ReadOnlyMemory<byte> SourceJson { get; init; }

    /// <summary>The source's private state, in whatever form its provider keeps it.</summary>
    public ReadOnlyMemory<byte> SourcePrivate { get; init; }

    /// <summary>The source's identity as JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> SourceIdentityJson { get; init; }

    /// <summary>The version of the source's identity schema, by its own provider's count.</summary>
    public long SourceIdentitySchemaVersion { get; init; }

    /// <summary>Takes what is kept with the target's state.</summary>
    public PrivateState Private { get; init; } = new();

    /// <summary>Takes what the user should know.</summary>
    public Diagnostics Diagnostics { get; init; } = [];
}
