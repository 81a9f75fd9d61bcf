namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<ReadDataSourceResponse> ReadDataSource(
        ReadDataSourceRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new ReadDataSourceResponse();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var source = _dataSources.Get(request.TypeName);
                var type = source.Schema.Type;
                var config = DecodeObject(request.Config, type, "configuration");
                var call = Call(diagnostics, request.ClientCapabilities);
                var read = await source.ReadAsync(call, config, token).ConfigureAwait(false);
                if (read is not null)
                {
                    response = new() { State = Encode(ResultValue.WhollyKnown(read, diagnostics), type) };
                }
                else if (!diagnostics.HasErrors && call.Deferred is null)
                {
                    AddBug(diagnostics, "Missing Data", "The provider returned nothing for a data source.");
                }

                response = response with { Deferred = call.Deferred };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
