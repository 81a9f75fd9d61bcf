namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateResourceConfig(
        ValidateResourceConfigRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(nameof(ValidateResourceConfig), () => _resources.Get(request.TypeName), static s => s.Schema,
            request.Config, request.ClientCapabilities, cancellationToken);
}
