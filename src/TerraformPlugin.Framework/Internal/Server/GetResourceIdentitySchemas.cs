namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>The identity schemas by resource type; attributes are Required or Optional for an import.</summary>
internal sealed record GetResourceIdentitySchemasResponse : ServerResponse
{
    public IReadOnlyDictionary<string, Schema> IdentitySchemas { get; init; } = GetProviderSchemaResponse.NoSchemas;
}

internal sealed partial class ProviderServer
{
    public Task<GetResourceIdentitySchemasResponse> GetResourceIdentitySchemas(CancellationToken cancellationToken) =>
        AnswerAsync(
            new GetResourceIdentitySchemasResponse(),
            (_, _) => Task.FromResult(new GetResourceIdentitySchemasResponse
            {
                IdentitySchemas = SchemasOf(_resources, static r => r.ServedIdentitySchema)
                    .Where(static entry => entry.Value is not null)
                    .ToDictionary(static entry => entry.Key, static entry => entry.Value!, StringComparer.Ordinal),
            }),
            cancellationToken,
            stoppable: false);
}
