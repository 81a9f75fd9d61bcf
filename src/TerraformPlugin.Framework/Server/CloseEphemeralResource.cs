namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<CloseEphemeralResourceResponse> CloseEphemeralResource(CloseEphemeralResourceRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
