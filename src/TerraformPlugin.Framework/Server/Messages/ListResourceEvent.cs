namespace TerraformPlugin.Framework.Server;

/// <summary>One result of a listing, or diagnostics about the listing.</summary>
public sealed record ListResourceEvent
{
    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue Identity { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>Empty unless it was asked for.</summary>
    public EncodedValue ResourceObject { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
