using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>
/// An action: something done at the user's word that leaves no state. One that looks at its configuration at plan is an
/// <see cref="IActionPlanStep"/>.
/// </summary>
public abstract class ProviderAction<TConfig> : ProviderAction
    where TConfig : class, IModel<TConfig>
{
    /// <summary>
    /// Does it. Errors among the diagnostics fail the run of Terraform; what was done until then is not undone.
    /// </summary>
    public abstract Task InvokeAsync(ActionContext<TConfig> context, CancellationToken cancellationToken);

    internal sealed override Task ServeInvokeAsync(
        ServerCall call, TerraformValue config, Action<string> progress, CancellationToken cancellationToken) =>
        InvokeAsync(
            new ActionContext<TConfig>
            {
                Config = TConfig.Of(config),
                Progress = progress,
                Data = call.Data,
                Diagnostics = call.Diagnostics,
            },
            cancellationToken);
}
