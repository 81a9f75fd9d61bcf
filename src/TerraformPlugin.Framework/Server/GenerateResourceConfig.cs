namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<GenerateResourceConfigResponse> GenerateResourceConfig(GenerateResourceConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
