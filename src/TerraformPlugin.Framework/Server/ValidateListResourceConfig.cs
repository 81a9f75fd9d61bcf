namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateListResourceConfig(ValidateListResourceConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
