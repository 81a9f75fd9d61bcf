namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ApplyResourceChangeResponse> ApplyResourceChange(ApplyResourceChangeRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
