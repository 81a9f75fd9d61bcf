namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateActionConfig(ValidateActionConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
