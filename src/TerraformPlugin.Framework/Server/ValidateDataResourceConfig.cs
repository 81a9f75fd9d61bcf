namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateDataResourceConfig(ValidateDataResourceConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
