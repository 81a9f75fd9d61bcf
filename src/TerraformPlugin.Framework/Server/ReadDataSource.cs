namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ReadDataSourceResponse> ReadDataSource(ReadDataSourceRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
