namespace TerraformPlugin.Framework.Server;

/// <summary>A function call.</summary>
public sealed record CallFunctionRequest
{
    public required string Name { get; init; }

    /// <summary>In order, those of the variadic parameter last.</summary>
    public IReadOnlyList<EncodedValue> Arguments { get; init; } = [];
}
