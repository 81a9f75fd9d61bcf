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
/// An exception that leaves an operation is reported as a bug in the provider, and the state stays what it was before the
/// call: an operation that has changed something catches what can fail after it and returns what it has made. A model
/// that is returned has no unknown values.
/// </remarks>
public abstract class Resource<TModel> : Resource
    where TModel : class, IModel<TModel>
{
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

    internal TerraformValue Write(TModel state) => ModelWriter.Write(state, Schema.Type);

    internal TerraformValue? IdentityOf(TModel state) => throw new NotImplementedException();

    internal sealed override Schema? IdentitySchema => (this as IResourceIdentity<TModel>)?.IdentitySchema;
}
