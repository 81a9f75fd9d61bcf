namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    /// <summary>Terraform calls it on a provider that is not configured.</summary>
    public async Task<MoveResourceStateResponse> MoveResourceState(
        MoveResourceStateRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new MoveResourceStateResponse();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _resources.Get(request.TargetTypeName);
                var context = new StateMoveContext
                {
                    SourceProviderAddress = request.SourceProviderAddress,
                    SourceTypeName = request.SourceTypeName,
                    SourceSchemaVersion = request.SourceSchemaVersion,
                    SourceJson = JsonOf(request.SourceState, "state to move"),
                    SourcePrivate = request.SourcePrivate,
                    SourceIdentityJson = request.SourceIdentity.Json,
                    SourceIdentitySchemaVersion = request.SourceIdentitySchemaVersion,
                    Diagnostics = diagnostics,
                };
                var moved = await resource.ServeMoveStateAsync(context, token).ConfigureAwait(false);
                if (moved is null)
                {
                    if (!diagnostics.HasErrors)
                    {
                        diagnostics.AddError("Move Not Supported",
                            $"{request.TargetTypeName} cannot take over a {request.SourceTypeName} of "
                            + $"{request.SourceProviderAddress}. Use a removed block and an import block instead.");
                    }

                    return;
                }

                response = new()
                {
                    TargetState = EncodeState(resource, moved, diagnostics),
                    TargetPrivate = context.Private.Encode(),
                    TargetIdentity = EncodeIdentity(resource, moved.Identity),
                };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
