using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>An action; derive from <see cref="ProviderAction{TConfig}"/>.</summary>
public abstract class ProviderAction
{
    private protected ProviderAction()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    internal Task ServeValidateAsync(ConfigValidationContext context, CancellationToken cancellationToken) =>
        this is IConfigValidation validation
            ? validation.ValidateConfigAsync(context, cancellationToken)
            : Task.CompletedTask;

    internal async Task ServePlanAsync(ServerCall call, TerraformValue config, CancellationToken cancellationToken)
    {
        if (this is not IActionPlanStep step)
        {
            return;
        }

        var context = new ActionPlanContext
        {
            Config = new(config),
            ClientCapabilities = call.Client,
            Data = call.Data,
            Diagnostics = call.Diagnostics,
        };
        await step.PlanAsync(context, cancellationToken).ConfigureAwait(false);
        call.Deferred = context.Deferred;
    }

    internal abstract Task ServeInvokeAsync(
        ServerCall call, TerraformValue config, Action<string> progress, CancellationToken cancellationToken);
}
