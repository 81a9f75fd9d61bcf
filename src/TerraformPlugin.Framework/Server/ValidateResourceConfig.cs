namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateResourceConfig(ValidateResourceConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
