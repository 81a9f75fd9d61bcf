namespace TerraformPlugin.Framework.Server;

/// <summary>The renewed resource.</summary>
public sealed record RenewEphemeralResourceResponse
{
    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>Null: never again.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
