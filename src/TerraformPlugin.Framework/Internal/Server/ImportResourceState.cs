namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A resource to import, by id or by identity.</summary>
internal sealed record ImportResourceStateRequest
{
    public required string TypeName { get; init; }

    /// <summary>Empty when an identity is given.</summary>
    public string Id { get; init; } = "";

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue Identity { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>What was found.</summary>
internal sealed record ImportResourceStateResponse : DeferrableResponse
{
    public IReadOnlyList<ImportedResource> ImportedResources { get; init; } = [];
}

/// <summary>One imported resource.</summary>
internal sealed record ImportedResource
{
    public required string TypeName { get; init; }

    public EncodedValue State { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue Identity { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<ImportResourceStateResponse> ImportResourceState(
        ImportResourceStateRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new ImportResourceStateResponse(),
        async (call, token) =>
        {
            var resource = _resources.Get(request.TypeName);
            var identity = DecodeIdentity(request.Identity, resource.ServedIdentitySchema);
            var id = identity is null ? request.Id : null;
            var found = await resource.ServeImportAsync(call, id, identity, token).ConfigureAwait(false);
            if (found is null)
            {
                call.Diagnostics.AddError("Import Not Supported",
                    $"{request.TypeName} cannot be imported. Create it with an apply.");
                return new();
            }

            if (call.Deferred is null && found.Count == 0 && !call.Diagnostics.HasErrors)
            {
                call.Diagnostics.AddError("Nothing To Import",
                    $"No {request.TypeName} exists by {(id is null ? "that identity" : $"the id \"{id}\"")}. Check "
                    + "it, and that the provider's configuration is the right one.");
            }

            return new()
            {
                Deferred = call.Deferred,
                ImportedResources =
                [
                    .. found.Select(imported => new ImportedResource
                    {
                        TypeName = request.TypeName,
                        State = EncodeState(resource, imported.State, call),
                        Private = imported.Private.Encode(),
                        Identity = EncodeIdentity(resource, imported.State.Identity ?? identity?.Value),
                    }),
                ],
            };
        },
        cancellationToken,
        request.ClientCapabilities);
}
