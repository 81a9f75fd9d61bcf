namespace TerraformPlugin.Framework.Server;

/// <summary>An open ephemeral resource to renew.</summary>
public sealed record RenewEphemeralResourceRequest
{
    public required string TypeName { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }
}
