namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ImportResourceStateResponse> ImportResourceState(ImportResourceStateRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
