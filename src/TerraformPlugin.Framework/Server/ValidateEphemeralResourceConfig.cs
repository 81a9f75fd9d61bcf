namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateEphemeralResourceConfig(ValidateEphemeralResourceConfigRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
