namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A stored state to bring to the current schema.</summary>
internal sealed record UpgradeResourceStateRequest
{
    public required string TypeName { get; init; }

    /// <summary>The version of the schema that wrote it.</summary>
    public long Version { get; init; }

    public RawState RawState { get; init; }
}

/// <summary>The state by the current schema.</summary>
internal sealed record UpgradeResourceStateResponse : ServerResponse
{
    public EncodedValue UpgradedState { get; init; }
}

internal sealed partial class ProviderServer
{
    public Task<UpgradeResourceStateResponse> UpgradeResourceState(
        UpgradeResourceStateRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new UpgradeResourceStateResponse(),
        async (call, token) =>
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
                var stored = DecodeStored(json, schema.Type, "state");
                return new() { UpgradedState = Encode(Conform(schema, stored), schema.Type) };
            }

            var context = new StateUpgradeContext
            {
                Version = request.Version,
                Json = json,
                Diagnostics = call.Diagnostics,
            };
            var upgraded = await resource.ServeUpgradeStateAsync(context, token).ConfigureAwait(false);
            if (upgraded is null && !call.Diagnostics.HasErrors)
            {
                call.Diagnostics.AddError("State Upgrade Not Supported",
                    $"This version of the provider cannot read a {request.TypeName} of schema version "
                    + $"{request.Version}. Upgrade by way of an older version of the provider.");
            }

            return new() { UpgradedState = upgraded is null ? default : EncodeState(resource, upgraded, call) };
        },
        cancellationToken);
}
