namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<ConfigureProviderResponse> ConfigureProvider(
        ConfigureProviderRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var context = new ConfigureContext
                {
                    Config = new(DecodeObject(request.Config, provider.Schema.Type, "provider configuration")),
                    TerraformVersion = request.TerraformVersion,
                    ClientCapabilities = request.ClientCapabilities,
                    Diagnostics = diagnostics,
                };
                var data = await provider.ConfigureAsync(context, token).ConfigureAwait(false);
                _data = diagnostics.HasErrors ? null : data;
            },
            cancellationToken).ConfigureAwait(false);
        return new() { Diagnostics = diagnostics.ForWire() };
    }
}
