namespace TerraformPlugin.Framework.Server;

/// <summary>A state of another resource type to take over.</summary>
public sealed record MoveResourceStateRequest
{
    /// <summary>As in registry.terraform.io/hashicorp/kubernetes.</summary>
    public required string SourceProviderAddress { get; init; }

    public required string SourceTypeName { get; init; }

    public long SourceSchemaVersion { get; init; }

    public RawState SourceState { get; init; }

    public required string TargetTypeName { get; init; }

    public ReadOnlyMemory<byte> SourcePrivate { get; init; }

    public RawState SourceIdentity { get; init; }

    public long SourceIdentitySchemaVersion { get; init; }
}
