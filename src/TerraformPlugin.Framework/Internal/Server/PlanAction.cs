namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An action to plan.</summary>
internal sealed record PlanActionRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>What planning found.</summary>
internal sealed record PlanActionResponse : DeferrableResponse;

internal sealed partial class ProviderServer
{
    public Task<PlanActionResponse> PlanAction(PlanActionRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(
            new PlanActionResponse(),
            async (call, token) =>
            {
                var action = _actions.Get(request.TypeName);
                var config = DecodeOptionalObject(request.Config, action.Schema, "configuration");
                await action.ServePlanAsync(call, config, token).ConfigureAwait(false);
                return new() { Deferred = call.Deferred };
            },
            cancellationToken,
            request.ClientCapabilities);
}
