namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateProviderConfig(ValidateProviderConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
