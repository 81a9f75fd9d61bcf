namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    /// <summary>Not cancelled by StopProvider: giving up what is open is what a stop is for.</summary>
    public async Task<CloseEphemeralResourceResponse> CloseEphemeralResource(
        CloseEphemeralResourceRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                if (_ephemeralResources.Get(request.TypeName) is IEphemeralClosing closing)
                {
                    var context = new EphemeralContext
                    {
                        Private = DecodePrivate(request.Private),
                        Data = _data,
                        Diagnostics = diagnostics,
                    };
                    await closing.CloseAsync(context, token).ConfigureAwait(false);
                }
            },
            cancellationToken,
            stoppable: false).ConfigureAwait(false);
        return new() { Diagnostics = diagnostics.ForWire() };
    }
}
