namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public IAsyncEnumerable<ListResourceEvent> ListResource(ListResourceRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
