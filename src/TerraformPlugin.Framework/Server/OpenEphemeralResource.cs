namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<OpenEphemeralResourceResponse> OpenEphemeralResource(
        OpenEphemeralResourceRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new OpenEphemeralResourceResponse();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _ephemeralResources.Get(request.TypeName);
                var type = resource.Schema.Type;
                var config = DecodeObject(request.Config, type, "configuration");
                var call = Call(diagnostics, request.ClientCapabilities);
                var opened = await resource.OpenAsync(call, config, token).ConfigureAwait(false);
                if (opened.Result is null && !diagnostics.HasErrors && call.Deferred is null)
                {
                    AddBug(diagnostics, "Missing Data", "The provider returned nothing for an ephemeral resource.");
                }

                response = new()
                {
                    Result = opened.Result is { } result
                        ? Encode(ResultValue.WhollyKnown(result, diagnostics), type)
                        : default,
                    Private = opened.Private.Encode(),
                    RenewAt = opened.RenewAt,
                    Deferred = call.Deferred,
                };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
