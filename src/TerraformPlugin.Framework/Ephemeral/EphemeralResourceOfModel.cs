using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// An ephemeral resource: a value that lives for one run of Terraform and is in no plan or state. One that must be kept
/// alive is an <see cref="IEphemeralRenewal"/>, one that must be given up an <see cref="IEphemeralClosing"/>.
/// </summary>
public abstract class EphemeralResource<TModel> : EphemeralResource
    where TModel : class, IModel<TModel>
{
    /// <summary>
    /// Returns the configuration with the computed attributes filled in; null only together with an error.
    /// </summary>
    public abstract Task<TModel?> OpenAsync(EphemeralOpenContext<TModel> context, CancellationToken cancellationToken);

    internal sealed override async Task<OpenedEphemeral> ServeOpenAsync(
        ServerCall call, TerraformValue config, CancellationToken cancellationToken)
    {
        var context = new EphemeralOpenContext<TModel>
        {
            Config = TModel.Of(config),
            ClientCapabilities = call.Client,
            Data = call.Data,
            Diagnostics = call.Diagnostics,
        };
        var result = await OpenAsync(context, cancellationToken).ConfigureAwait(false);
        call.Deferred = context.Deferred;
        return new(result is null ? null : Model.ObjectOf(result), context.RenewAt, context.Private);
    }
}
