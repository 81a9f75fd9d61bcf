namespace TerraformPlugin.Framework.Server;

/// <summary>The functions by name.</summary>
public sealed record GetFunctionsResponse
{
    public IReadOnlyDictionary<string, Function> Functions { get; init; } = Schemas.NoFunctions;

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
