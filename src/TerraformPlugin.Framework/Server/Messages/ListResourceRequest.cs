namespace TerraformPlugin.Framework.Server;

/// <summary>A listing.</summary>
public sealed record ListResourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public bool IncludeResourceObject { get; init; }

    /// <summary>At most so many results; 0: the default of 100.</summary>
    public long Limit { get; init; }
}
