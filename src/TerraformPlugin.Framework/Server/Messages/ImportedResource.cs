namespace TerraformPlugin.Framework.Server;

/// <summary>One imported resource.</summary>
public sealed record ImportedResource
{
    public required string TypeName { get; init; }

    public EncodedValue State { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue Identity { get; init; }
}
