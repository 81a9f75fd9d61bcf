namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<RenewEphemeralResourceResponse> RenewEphemeralResource(
        RenewEphemeralResourceRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new RenewEphemeralResourceResponse { Private = request.Private };
        await GuardAsync(
            diagnostics,
            async token =>
            {
                if (_ephemeralResources.Get(request.TypeName) is not IEphemeralRenewal renewal)
                {
                    AddBug(diagnostics, "Renewal Not Supported", $"{request.TypeName} cannot be renewed.");
                    return;
                }

                var context = new EphemeralContext
                {
                    Private = DecodePrivate(request.Private),
                    Data = _data,
                    Diagnostics = diagnostics,
                };
                var next = await renewal.RenewAsync(context, token).ConfigureAwait(false);
                response = new() { Private = context.Private.Encode(), RenewAt = next };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
