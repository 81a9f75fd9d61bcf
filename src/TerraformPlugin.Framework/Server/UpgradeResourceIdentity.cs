namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<UpgradeResourceIdentityResponse> UpgradeResourceIdentity(UpgradeResourceIdentityRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
