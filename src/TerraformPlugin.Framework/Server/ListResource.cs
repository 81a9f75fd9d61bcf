namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    private const long DefaultListLimit = 100;

    /// <summary>
    /// Results as they are found, up to the limit; diagnostics about the listing as a whole come last, without a
    /// result, because Terraform stops reading at an error.
    /// </summary>
    public IAsyncEnumerable<ListResourceEvent> ListResource(
        ListResourceRequest request, CancellationToken cancellationToken) =>
        EventStream.Of<ListResourceEvent>(
            async (emit, token) =>
            {
                var diagnostics = new Diagnostics();
                await GuardAsync(
                    diagnostics, guarded => ListAsync(request, diagnostics, emit, guarded), token,
                    rpc: nameof(ListResource)).ConfigureAwait(false);
                if (diagnostics.Count > 0)
                {
                    emit(new() { Diagnostics = diagnostics.ForWire() });
                }
            },
            cancellationToken);

    private async Task ListAsync(
        ListResourceRequest request, Diagnostics diagnostics, Action<ListResourceEvent> emit,
        CancellationToken cancellationToken)
    {
        var list = _listResources.Get(request.TypeName);
        var resource = _resources.Get(request.TypeName);
        var config = DecodeObject(request.Config, list.Schema.Type, "configuration");
        var limit = request.Limit > 0 ? request.Limit : DefaultListLimit;
        var results = list.ListAsync(
            Call(diagnostics), config, new(request.IncludeResourceObject, limit), resource, cancellationToken);
        await foreach (var item in results.ConfigureAwait(false))
        {
            if (item.State.Identity is null)
            {
                AddBug(diagnostics, "Missing Identity",
                    $"The provider found \"{item.DisplayName}\" without an identity.");
                return;
            }

            var about = new Diagnostics();
            about.AddRange(item.Diagnostics);
            emit(new()
            {
                Identity = EncodeIdentity(resource, item.State.Identity),
                DisplayName = item.DisplayName,
                ResourceObject = request.IncludeResourceObject ? EncodeState(resource, item.State, about) : default,
                Diagnostics = about.ForWire(),
            });
            if (--limit == 0)
            {
                return;
            }
        }
    }
}
