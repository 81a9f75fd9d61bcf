namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An open ephemeral resource to renew.</summary>
internal sealed record RenewEphemeralResourceRequest
{
    public required string TypeName { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }
}

/// <summary>The renewed resource.</summary>
internal sealed record RenewEphemeralResourceResponse : ServerResponse
{
    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>Null: never again.</summary>
    public DateTimeOffset? RenewAt { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<RenewEphemeralResourceResponse> RenewEphemeralResource(
        RenewEphemeralResourceRequest request, CancellationToken cancellationToken)
    {
        var notRenewed = new RenewEphemeralResourceResponse { Private = request.Private };
        return AnswerAsync(
            notRenewed,
            async (call, token) =>
            {
                var privateState = DecodePrivate(request.Private, request.TypeName);
                var renewed = await _ephemeralResources.Get(request.TypeName)
                    .ServeRenewAsync(call, privateState, token).ConfigureAwait(false);
                if (renewed is { } renewal)
                {
                    return new() { Private = privateState.Encode(), RenewAt = renewal.Next };
                }

                AddBug(call, "Renewal Not Supported", $"{request.TypeName} cannot be renewed.");
                return notRenewed;
            },
            cancellationToken);
    }
}
