namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An ephemeral resource to open.</summary>
internal sealed record OpenEphemeralResourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>The opened resource.</summary>
internal sealed record OpenEphemeralResourceResponse : DeferrableResponse
{
    public EncodedValue Result { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? RenewAt { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<OpenEphemeralResourceResponse> OpenEphemeralResource(
        OpenEphemeralResourceRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new OpenEphemeralResourceResponse(),
        async (call, token) =>
        {
            var resource = _ephemeralResources.Get(request.TypeName);
            var type = resource.Schema.Type;
            var config = DecodeObject(request.Config, type, "configuration");
            var opened = await resource.ServeOpenAsync(call, config, token).ConfigureAwait(false);
            if (opened.Result is null && !call.Diagnostics.HasErrors && call.Deferred is null)
            {
                AddBug(call, "Missing Data", "The provider returned nothing for an ephemeral resource.");
            }

            return new()
            {
                Result = opened.Result is { } result
                    ? Encode(Conform(resource.Schema, WhollyKnown(result, call)), type)
                    : default,
                Private = opened.Private.Encode(),
                RenewAt = opened.RenewAt,
                Deferred = call.Deferred,
            };
        },
        cancellationToken,
        request.ClientCapabilities);
}
