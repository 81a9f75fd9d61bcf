namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A resource to look at.</summary>
internal sealed record ReadResourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue CurrentState { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue CurrentIdentity { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>What exists.</summary>
internal sealed record ReadResourceResponse : DeferrableResponse
{
    public EncodedValue NewState { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue NewIdentity { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, CancellationToken cancellationToken)
    {
        var unread = new ReadResourceResponse
        {
            NewState = request.CurrentState,
            Private = request.Private,
            NewIdentity = request.CurrentIdentity,
        };
        return AnswerAsync(
            unread,
            async (call, token) =>
            {
                var resource = _resources.Get(request.TypeName);
                var state = DecodeObject(request.CurrentState, resource.Schema.Type, "state");
                var privateState = DecodePrivate(request.Private, request.TypeName);
                var identity = DecodeIdentity(request.CurrentIdentity, resource.ServedIdentitySchema);
                var found = await resource.ServeReadAsync(call, state, privateState, token).ConfigureAwait(false);
                if (call.Deferred is not null)
                {
                    return unread with { Deferred = call.Deferred };
                }

                CheckIdentity(resource, identity, found, call);
                return new()
                {
                    NewState = EncodeState(resource, found, call, state),
                    Private = privateState.Encode(),
                    NewIdentity = EncodeIdentity(resource, found?.Identity ?? identity?.Value),
                };
            },
            cancellationToken,
            request.ClientCapabilities);
    }
}
