namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<ValidationResponse> ValidateEphemeralResourceConfig(
        ValidateEphemeralResourceConfigRequest request, CancellationToken cancellationToken) =>
        ValidateAsync(nameof(ValidateEphemeralResourceConfig),
            () => _ephemeralResources.Get(request.TypeName), static s => s.Schema,
            request.Config, AnyClient, cancellationToken);
}
