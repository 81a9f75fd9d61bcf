namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An open ephemeral resource to give up.</summary>
internal sealed record CloseEphemeralResourceRequest
{
    public required string TypeName { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }
}

/// <summary>What closing found.</summary>
internal sealed record CloseEphemeralResourceResponse : ServerResponse;

internal sealed partial class ProviderServer
{
    /// <summary>Not cancelled by StopProvider: giving up what is open is what a stop is for.</summary>
    public Task<CloseEphemeralResourceResponse> CloseEphemeralResource(
        CloseEphemeralResourceRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new CloseEphemeralResourceResponse(),
        async (call, token) =>
        {
            await _ephemeralResources.Get(request.TypeName)
                .ServeCloseAsync(call, DecodePrivate(request.Private, request.TypeName), token).ConfigureAwait(false);
            return new();
        },
        cancellationToken,
        stoppable: false);
}
