namespace TerraformPlugin.Framework.Server;

/// <summary>A stored state to bring to the current schema.</summary>
public sealed record UpgradeResourceStateRequest
{
    public required string TypeName { get; init; }

    /// <summary>The version of the schema that wrote it.</summary>
    public long Version { get; init; }

    public RawState RawState { get; init; }
}
