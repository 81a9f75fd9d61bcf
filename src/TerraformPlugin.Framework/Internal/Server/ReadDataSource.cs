namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A data source to read.</summary>
internal sealed record ReadDataSourceRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>What it holds.</summary>
internal sealed record ReadDataSourceResponse : DeferrableResponse
{
    public EncodedValue State { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<ReadDataSourceResponse> ReadDataSource(
        ReadDataSourceRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new ReadDataSourceResponse(),
        async (call, token) =>
        {
            var source = _dataSources.Get(request.TypeName);
            var type = source.Schema.Type;
            var config = DecodeObject(request.Config, type, "configuration");
            var read = await source.ServeReadAsync(call, config, token).ConfigureAwait(false);
            if (read is null && !call.Diagnostics.HasErrors && call.Deferred is null)
            {
                AddBug(call, "Missing Data", "The provider returned nothing for a data source.");
            }

            return new()
            {
                State = read is null ? default : Encode(Conform(source.Schema, WhollyKnown(read, call)), type),
                Deferred = call.Deferred,
            };
        },
        cancellationToken,
        request.ClientCapabilities);
}
