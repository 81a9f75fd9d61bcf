using TerraformPlugin.Values;

namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>A planned change to make.</summary>
internal sealed record ApplyResourceChangeRequest
{
    public required string TypeName { get; init; }

    /// <summary>Null: a create.</summary>
    public EncodedValue PriorState { get; init; }

    /// <summary>Null: a destroy.</summary>
    public EncodedValue PlannedState { get; init; }

    public EncodedValue Config { get; init; }

    public ReadOnlyMemory<byte> PlannedPrivate { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue PlannedIdentity { get; init; }
}

/// <summary>What exists now, whatever failed.</summary>
internal sealed record ApplyResourceChangeResponse : ServerResponse
{
    public EncodedValue NewState { get; init; }

    public ReadOnlyMemory<byte> Private { get; init; }

    /// <summary>By the identity schema; empty: none.</summary>
    public EncodedValue NewIdentity { get; init; }
}

internal sealed partial class ProviderServer
{
    /// <summary>
    /// Creates, updates or deletes. A failure that is not answered for leaves the prior state, so that nothing that
    /// exists is forgotten.
    /// </summary>
    public Task<ApplyResourceChangeResponse> ApplyResourceChange(
        ApplyResourceChangeRequest request, CancellationToken cancellationToken) => AnswerAsync(
        new ApplyResourceChangeResponse
        {
            NewState = request.PriorState,
            Private = request.PlannedPrivate,
            NewIdentity = request.PlannedIdentity,
        },
        async (call, token) =>
        {
            var resource = _resources.Get(request.TypeName);
            var type = resource.Schema.Type;
            var prior = Decode(request.PriorState, type, "prior state");
            var planned = Decode(request.PlannedState, type, "planned state");
            var privateState = DecodePrivate(request.PlannedPrivate, request.TypeName);
            var identity = DecodeIdentity(request.PlannedIdentity, resource.ServedIdentitySchema);
            ResourceState? exists;
            if (planned.IsNull)
            {
                exists = await resource.ServeDeleteAsync(call, prior, privateState, token).ConfigureAwait(false);
                if (exists is not null && !call.Diagnostics.HasErrors)
                {
                    AddBug(call, "Resource Not Deleted",
                        "The provider kept a state after a delete in which nothing failed.");
                }
            }
            else
            {
                var config = DecodeObject(request.Config, type, "configuration");
                exists = prior.IsNull
                    ? await resource.ServeCreateAsync(call, config, planned, privateState, token).ConfigureAwait(false)
                    : await resource.ServeUpdateAsync(call, config, prior, planned, privateState, token)
                        .ConfigureAwait(false);
                if (exists is null && !call.Diagnostics.HasErrors)
                {
                    AddBug(call, "Missing State",
                        $"The provider returned no state after {(prior.IsNull ? "a create" : "an update")} in "
                        + "which nothing failed. What it made may exist and not be tracked.");
                }

                CheckIdentity(resource, prior.IsNull ? null : identity, exists, call);
            }

            return new()
            {
                NewState = EncodeState(resource, exists, call, planned),
                Private = exists is null ? ReadOnlyMemory<byte>.Empty : privateState.Encode(),
                NewIdentity = exists is null ? default : EncodeIdentity(resource, exists.Identity ?? identity?.Value),
            };
        },
        cancellationToken);
}
