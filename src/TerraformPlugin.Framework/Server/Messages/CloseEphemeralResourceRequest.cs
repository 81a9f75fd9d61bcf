namespace TerraformPlugin.Framework.Server;

/// <summary>An open ephemeral resource to give up.</summary>
public sealed record CloseEphemeralResourceRequest
{
    public required string TypeName { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }
}
