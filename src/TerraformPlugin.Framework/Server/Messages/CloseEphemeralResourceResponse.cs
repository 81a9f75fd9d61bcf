namespace TerraformPlugin.Framework.Server;

/// <summary>What closing found.</summary>
public sealed record CloseEphemeralResourceResponse
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
