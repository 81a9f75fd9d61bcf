namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    /// <summary>
    /// Creates, updates or deletes. A failure that is not answered for leaves the prior state, so that nothing that
    /// exists is forgotten.
    /// </summary>
    public async Task<ApplyResourceChangeResponse> ApplyResourceChange(
        ApplyResourceChangeRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new ApplyResourceChangeResponse
        {
            NewState = request.PriorState,
            Private = request.PlannedPrivate,
            NewIdentity = request.PlannedIdentity,
        };
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var resource = _resources.Get(request.TypeName);
                var type = resource.Schema.Type;
                var prior = Decode(request.PriorState, type, "prior state");
                var planned = Decode(request.PlannedState, type, "planned state");
                var privateState = DecodePrivate(request.PlannedPrivate);
                var identity = DecodeIdentity(request.PlannedIdentity, resource.ServedIdentitySchema);
                var call = Call(diagnostics);
                ResourceState? exists;
                if (planned.IsNull)
                {
                    exists = await resource.ServeDeleteAsync(call, prior, privateState, token).ConfigureAwait(false);
                    if (exists is not null && !diagnostics.HasErrors)
                    {
                        AddBug(diagnostics, "Resource Not Deleted",
                            "The provider kept a state after a delete in which nothing failed.");
                    }
                }
                else
                {
                    var config = DecodeObject(request.Config, type, "configuration");
                    exists = prior.IsNull
                        ? await resource.ServeCreateAsync(call, config, planned, privateState, token)
                            .ConfigureAwait(false)
                        : await resource.ServeUpdateAsync(call, config, prior, planned, privateState, token)
                            .ConfigureAwait(false);
                    if (exists is null && !diagnostics.HasErrors)
                    {
                        AddBug(diagnostics, "Missing State",
                            $"The provider returned no state after {(prior.IsNull ? "a create" : "an update")} in "
                            + "which nothing failed. What it made may exist and not be tracked.");
                    }

                    CheckIdentity(resource, prior.IsNull ? null : identity, exists, diagnostics);
                }

                response = new()
                {
                    NewState = EncodeState(resource, exists, diagnostics),
                    Private = exists is null ? ReadOnlyMemory<byte>.Empty : privateState.Encode(),
                    NewIdentity = exists is null
                        ? default
                        : EncodeIdentity(resource, exists.Identity ?? identity?.Value),
                };
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }

    private void AddBug(Diagnostics diagnostics, string summary, string what) => diagnostics.AddError(
        summary, $"{what} This is a bug in the provider: please report it at {provider.IssuesUrl}.");
}
