namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<RenewEphemeralResourceResponse> RenewEphemeralResource(RenewEphemeralResourceRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
