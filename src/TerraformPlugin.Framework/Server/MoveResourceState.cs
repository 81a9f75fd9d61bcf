namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<MoveResourceStateResponse> MoveResourceState(MoveResourceStateRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
