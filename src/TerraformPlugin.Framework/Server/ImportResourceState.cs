namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<ImportResourceStateResponse> ImportResourceState(
        ImportResourceStateRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new ImportResourceStateResponse();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _resources.Get(request.TypeName);
                var identity = DecodeIdentity(request.Identity, resource.ServedIdentitySchema);
                var id = identity is null ? request.Id : null;
                var call = Call(diagnostics, request.ClientCapabilities);
                var found = await resource.ServeImportAsync(call, id, identity, token).ConfigureAwait(false);
                if (found is null)
                {
                    diagnostics.AddError("Import Not Supported",
                        $"{request.TypeName} cannot be imported. Create it with terraform apply.");
                    return;
                }

                if (call.Deferred is null && found.Count == 0 && !diagnostics.HasErrors)
                {
                    diagnostics.AddError("Nothing To Import",
                        $"No {request.TypeName} exists by {(id is null ? "that identity" : $"the id \"{id}\"")}. Check "
                        + "it, and that the provider's configuration is the right one.");
                }

                response = new()
                {
                    Deferred = call.Deferred,
                    ImportedResources =
                    [
                        .. found.Select(imported => new ImportedResource
                        {
                            TypeName = request.TypeName,
                            State = EncodeState(resource, imported.State, diagnostics),
                            Private = imported.Private.Encode(),
                            Identity = EncodeIdentity(resource, imported.State.Identity ?? identity?.Value),
                        }),
                    ],
                };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
