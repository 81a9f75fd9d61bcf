namespace TerraformPlugin.Framework.Server;

/// <summary>The identity schemas by resource type; attributes are Required or Optional for an import.</summary>
public sealed record GetResourceIdentitySchemasResponse
{
    public IReadOnlyDictionary<string, Schema> IdentitySchemas { get; init; } = Schemas.None;

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
