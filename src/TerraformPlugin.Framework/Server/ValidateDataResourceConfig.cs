namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateDataResourceConfig(
        ValidateDataResourceConfigRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(nameof(ValidateDataResourceConfig),
            () => _dataSources.Get(request.TypeName), static s => s.Schema,
            request.Config, AnyClient, cancellationToken);
}
