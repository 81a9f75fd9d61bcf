using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// A managed resource. Its four operations share one contract: <b>return what now exists (null for nothing) and report
/// what failed as diagnostics; both may be true at once.</b> Abilities beyond these are interfaces:
/// <see cref="IPlanStep"/>, <see cref="IDestroyPlanStep"/>, <see cref="IConfigValidation"/>,
/// <see cref="IImportState{TModel}"/>, <see cref="IUpgradeState{TModel}"/>, <see cref="IMoveState{TModel}"/>,
/// <see cref="IResourceIdentity{TModel}"/>.
/// </summary>
/// <remarks>
/// An exception that leaves an operation is reported as a bug in the provider, and the state stays what it was before
/// the call: an operation that has changed something catches what can fail after it and returns what it has made. A
/// model that is returned has no unknown values.
/// </remarks>
public abstract class Resource<TModel> : Resource
    where TModel : class, IModel<TModel>
{
    internal sealed override Schema? ServedIdentitySchema => (this as IResourceIdentity<TModel>)?.IdentitySchema;

    internal sealed override bool ServedIdentityMayChange =>
        this is IResourceIdentity<TModel> { IdentityMayChange: true };

    /// <summary>
    /// Makes it. State returned together with an error is tainted by Terraform: the next apply destroys it first.
    /// </summary>
    public abstract Task<TModel?> CreateAsync(CreateContext<TModel> context, CancellationToken cancellationToken);

    /// <summary>Looks at what exists; null: it is gone, and the next plan makes it again.</summary>
    public abstract Task<TModel?> ReadAsync(ReadContext<TModel> context, CancellationToken cancellationToken);

    /// <summary>Changes it in place.</summary>
    public abstract Task<TModel?> UpdateAsync(UpdateContext<TModel> context, CancellationToken cancellationToken);

    /// <summary>Removes it; what is returned is what is left and stays in state, together with an error.</summary>
    public abstract Task<TModel?> DeleteAsync(DeleteContext<TModel> context, CancellationToken cancellationToken);

    internal sealed override async Task<ResourceState?> ServeCreateAsync(
        ServerCall call, TerraformValue config, TerraformValue planned, PrivateState privateState,
        CancellationToken cancellationToken) =>
        Encode(await CreateAsync(
            new CreateContext<TModel>
            {
                Config = Read(config),
                Planned = Read(planned),
                Private = privateState,
                Data = call.Data,
                Diagnostics = call.Diagnostics,
            },
            cancellationToken).ConfigureAwait(false));

    internal sealed override async Task<ResourceState?> ServeReadAsync(
        ServerCall call, TerraformValue state, PrivateState privateState, CancellationToken cancellationToken)
    {
        var context = new ReadContext<TModel>
        {
            State = Read(state),
            Private = privateState,
            Data = call.Data,
            ClientCapabilities = call.Client,
            Diagnostics = call.Diagnostics,
        };
        var result = await ReadAsync(context, cancellationToken).ConfigureAwait(false);
        call.Deferred = context.Deferred;
        return Encode(result);
    }

    internal sealed override async Task<ResourceState?> ServeUpdateAsync(
        ServerCall call, TerraformValue config, TerraformValue prior, TerraformValue planned,
        PrivateState privateState, CancellationToken cancellationToken) =>
        Encode(await UpdateAsync(
            new UpdateContext<TModel>
            {
                Config = Read(config),
                Prior = Read(prior),
                Planned = Read(planned),
                Private = privateState,
                Data = call.Data,
                Diagnostics = call.Diagnostics,
            },
            cancellationToken).ConfigureAwait(false));

    internal sealed override async Task<ResourceState?> ServeDeleteAsync(
        ServerCall call, TerraformValue prior, PrivateState privateState, CancellationToken cancellationToken) =>
        Encode(await DeleteAsync(
            new DeleteContext<TModel>
            {
                Prior = Read(prior),
                Private = privateState,
                Data = call.Data,
                Diagnostics = call.Diagnostics,
            },
            cancellationToken).ConfigureAwait(false));

    internal sealed override async Task<IReadOnlyList<(ResourceState State, PrivateState Private)>?> ServeImportAsync(
        ServerCall call, string? id, ModelReader? identity, CancellationToken cancellationToken)
    {
        if (this is not IImportState<TModel> importing)
        {
            return null;
        }

        var context = new ImportContext
        {
            Id = id,
            Identity = identity,
            Data = call.Data,
            ClientCapabilities = call.Client,
            Diagnostics = call.Diagnostics,
        };
        var found = await importing.ImportAsync(context, cancellationToken).ConfigureAwait(false);
        call.Deferred = context.Deferred;
        return [.. found.Select(imported => (Encode(imported.State)!, imported.Private))];
    }

    internal sealed override async Task<ResourceState?> ServeUpgradeStateAsync(
        StateUpgradeContext context, CancellationToken cancellationToken) =>
        this is IUpgradeState<TModel> upgrading
            ? Encode(await upgrading.UpgradeStateAsync(context, cancellationToken).ConfigureAwait(false))
            : null;

    internal sealed override async Task<ResourceState?> ServeMoveStateAsync(
        StateMoveContext context, CancellationToken cancellationToken) =>
        this is IMoveState<TModel> moving
            ? Encode(await moving.MoveStateAsync(context, cancellationToken).ConfigureAwait(false))
            : null;

    internal ResourceState? Encode(TModel? model) =>
        model is null ? null : new(Model.ObjectOf(model), IdentityOf(model));

    private static TModel Read(TerraformValue value) => TModel.Of(value);

    private TerraformValue? IdentityOf(TModel model)
    {
        if (this is not IResourceIdentity<TModel> { IdentitySchema: var schema } identified)
        {
            return null;
        }

        var writer = new ModelWriter(schema.Type);
        identified.WriteIdentity(model, writer);
        var identity = writer.Build();
        return identity.IsWhollyKnown
            && schema.Attributes.All(a => a.Presence != Presence.Required || !identity.Entries[a.Name].IsNull)
                ? identity
                : null;
    }
}
