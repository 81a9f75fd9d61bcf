namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An answer of the server: whatever it holds, it holds what there is to tell the user.</summary>
internal abstract record ServerResponse
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
