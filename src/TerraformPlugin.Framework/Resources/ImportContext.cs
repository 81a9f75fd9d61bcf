namespace TerraformPlugin.Framework;

/// <summary>What an import is given: an id or an identity.</summary>
public sealed class ImportContext : DeferrableContext
{
    /// <summary>As the user wrote it; null when an identity is given.</summary>
    public string? Id { get; init; }

    /// <summary>By the resource's identity schema; null when an id is given.</summary>
    public ModelReader? Identity { get; init; }
}
