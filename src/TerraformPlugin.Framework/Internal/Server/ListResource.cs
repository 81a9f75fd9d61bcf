namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A listing.</summary>
internal sealed record ListResourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public bool IncludeResourceObject { get; init; }

    /// <summary>At most so many results; 0: the default of 100.</summary>
    public long Limit { get; init; }
}

/// <summary>One result of a listing, or diagnostics about the listing.</summary>
internal sealed record ListResourceEvent : ServerResponse
{
    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue Identity { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>Empty unless it was asked for.</summary>
    public EncodedValue ResourceObject { get; init; }
}

internal sealed partial class ProviderServer
{
    private const long DefaultListLimit = 100;

    /// <summary>
    /// Results as they are found, up to the limit; diagnostics about the listing as a whole come last, without a
    /// result, because Terraform stops reading at an error.
    /// </summary>
    public IAsyncEnumerable<ListResourceEvent> ListResource(
        ListResourceRequest request, CancellationToken cancellationToken) =>
        EventStream.Of<ListResourceEvent>(
            async (emit, streaming) =>
            {
                var end = await AnswerAsync(
                    new ListResourceEvent(),
                    (call, token) => ListAsync(request, call, emit, token),
                    streaming,
                    rpc: nameof(ListResource)).ConfigureAwait(false);
                if (end.Diagnostics.Count > 0)
                {
                    emit(end);
                }
            },
            cancellationToken);

    private async Task<ListResourceEvent> ListAsync(
        ListResourceRequest request, ServerCall call, Action<ListResourceEvent> emit,
        CancellationToken cancellationToken)
    {
        var list = _listResources.Get(request.TypeName);
        var resource = _resources.Get(request.TypeName);
        var config = DecodeOptionalObject(request.Config, list.Schema, "configuration");
        var limit = request.Limit > 0 ? request.Limit : DefaultListLimit;
        var results = list.ServeListAsync(
            call, config, new(request.IncludeResourceObject, limit), resource, cancellationToken);
        await foreach (var item in results.ConfigureAwait(false))
        {
            if (item.State.Identity is null)
            {
                AddBug(call, "Missing Identity", $"The provider found \"{item.DisplayName}\" without an identity.");
                break;
            }

            var about = new ServerCall([], call.Data, call.Client);
            about.Diagnostics.AddRange(item.Diagnostics);
            emit(new()
            {
                Identity = EncodeIdentity(resource, item.State.Identity),
                DisplayName = item.DisplayName,
                ResourceObject = request.IncludeResourceObject ? EncodeState(resource, item.State, about) : default,
                Diagnostics = about.Diagnostics.ForWire(provider.AddressOf),
            });
            if (--limit == 0)
            {
                break;
            }
        }

        return new();
    }
}
