namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<UpgradeResourceIdentityResponse> UpgradeResourceIdentity(
        UpgradeResourceIdentityRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new UpgradeResourceIdentityResponse();
        await GuardAsync(
            diagnostics,
            _ =>
            {
                var resource = _resources.Get(request.TypeName);
                var schema = resource.ServedIdentitySchema
                    ?? throw new DiagnosticException(new(Severity.Error, "No Identity",
                        $"{request.TypeName} has no identity in this version of the provider; a newer one may have."));
                var json = JsonOf(request.RawIdentity, "identity");
                if (request.Version > schema.Version)
                {
                    throw NewerVersion("identity", request.Version, schema.Version);
                }

                if (request.Version == schema.Version)
                {
                    response = new()
                    {
                        UpgradedIdentity = Encode(DecodeStored(json, schema.Type, "identity"), schema.Type),
                    };
                    return Task.CompletedTask;
                }

                var writer = new ModelWriter(schema.Type);
                var context = new StateUpgradeContext
                {
                    Version = request.Version,
                    Json = json,
                    Diagnostics = diagnostics,
                };
                if (resource is IUpgradeIdentity upgrading && upgrading.UpgradeIdentity(context, writer))
                {
                    response = new() { UpgradedIdentity = Encode(writer.Build(), schema.Type) };
                }
                else if (!diagnostics.HasErrors)
                {
                    diagnostics.AddError("Identity Upgrade Not Supported",
                        $"This version of the provider cannot read the identity of a {request.TypeName} of version "
                        + $"{request.Version}. Upgrade by way of an older version of the provider.");
                }

                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
