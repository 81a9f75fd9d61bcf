namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateActionConfig(
        ValidateActionConfigRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(nameof(ValidateActionConfig), () => _actions.Get(request.TypeName), static s => s.Schema,
            request.Config, AnyClient, cancellationToken);
}
