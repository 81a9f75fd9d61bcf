namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<ReadResourceResponse> ReadResource(
        ReadResourceRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new ReadResourceResponse
        {
            NewState = request.CurrentState,
            Private = request.Private,
            NewIdentity = request.CurrentIdentity,
        };
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _resources.Get(request.TypeName);
                var type = resource.Schema.Type;
                var state = DecodeObject(request.CurrentState, type, "state");
                var privateState = DecodePrivate(request.Private);
                var identity = DecodeIdentity(request.CurrentIdentity, resource.ServedIdentitySchema);
                var call = Call(diagnostics, request.ClientCapabilities);
                var found = await resource.ServeReadAsync(call, state, privateState, token).ConfigureAwait(false);
                if (call.Deferred is not null)
                {
                    response = response with { Deferred = call.Deferred };
                    return;
                }

                CheckIdentity(resource, identity, found, diagnostics);
                response = new()
                {
                    NewState = EncodeState(resource, found, diagnostics),
                    Private = privateState.Encode(),
                    NewIdentity = EncodeIdentity(resource, found?.Identity ?? identity?.Value),
                };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
