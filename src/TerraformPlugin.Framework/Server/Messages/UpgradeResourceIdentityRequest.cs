namespace TerraformPlugin.Framework.Server;

/// <summary>A stored identity to bring to the current identity schema.</summary>
public sealed record UpgradeResourceIdentityRequest
{
    public required string TypeName { get; init; }

    /// <summary>The version of the identity schema that wrote it.</summary>
    public long Version { get; init; }

    public RawState RawIdentity { get; init; }
}
