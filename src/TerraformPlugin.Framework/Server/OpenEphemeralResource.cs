namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<OpenEphemeralResourceResponse> OpenEphemeralResource(OpenEphemeralResourceRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
