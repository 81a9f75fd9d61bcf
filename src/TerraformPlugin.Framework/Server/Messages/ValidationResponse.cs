namespace TerraformPlugin.Framework.Server;

/// <summary>What a check found.</summary>
public sealed record ValidationResponse
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
