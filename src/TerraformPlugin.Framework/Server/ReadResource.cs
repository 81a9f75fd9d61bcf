namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
