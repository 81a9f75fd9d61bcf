namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateListResourceConfig(
        ValidateListResourceConfigRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(nameof(ValidateListResourceConfig),
            () => _listResources.Get(request.TypeName), static s => s.Schema,
            request.Config, AnyClient, cancellationToken);
}
