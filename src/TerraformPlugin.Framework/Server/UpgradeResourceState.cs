namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<UpgradeResourceStateResponse> UpgradeResourceState(
        UpgradeResourceStateRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new UpgradeResourceStateResponse();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _resources.Get(request.TypeName);
                var schema = resource.Schema;
                var json = JsonOf(request.RawState, "state");
                if (request.Version > schema.Version)
                {
                    throw NewerVersion("state", request.Version, schema.Version);
                }

                if (request.Version == schema.Version)
                {
                    response = new() { UpgradedState = Encode(DecodeStored(json, schema.Type, "state"), schema.Type) };
                    return;
                }

                var context = new StateUpgradeContext
                {
                    Version = request.Version,
                    Json = json,
                    Diagnostics = diagnostics,
                };
                var upgraded = await resource.ServeUpgradeStateAsync(context, token).ConfigureAwait(false);
                if (upgraded is null)
                {
                    if (!diagnostics.HasErrors)
                    {
                        diagnostics.AddError("State Upgrade Not Supported",
                            $"This version of the provider cannot read a {request.TypeName} of schema version "
                            + $"{request.Version}. Upgrade by way of an older version of the provider.");
                    }

                    return;
                }

                response = new() { UpgradedState = EncodeState(resource, upgraded, diagnostics) };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
