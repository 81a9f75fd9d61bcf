namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ConfigureProviderResponse> ConfigureProvider(ConfigureProviderRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
