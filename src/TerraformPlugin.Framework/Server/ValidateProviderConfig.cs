namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateProviderConfig(
        ValidateProviderConfigRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(nameof(ValidateProviderConfig), () => provider, static s => s.Schema,
            request.Config, AnyClient, cancellationToken);
}
