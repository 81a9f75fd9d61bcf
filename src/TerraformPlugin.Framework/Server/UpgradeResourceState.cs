namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<UpgradeResourceStateResponse> UpgradeResourceState(UpgradeResourceStateRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
