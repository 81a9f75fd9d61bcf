using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Says how many parts there are.</summary>
internal sealed class PartsAction : ProviderAction<Box>, IActionPlanStep
{
    public override Schema Schema => Box.Schema;

    public Task PlanAsync(ActionPlanContext context, CancellationToken cancellationToken)
    {
        if (context.Config.Get(Box.Parts).IsUnknown && context.ClientCapabilities.DeferralAllowed)
        {
            context.Defer(DeferralReason.ResourceConfigUnknown);
        }

        return Task.CompletedTask;
    }

    public override Task InvokeAsync(ActionContext<Box> context, CancellationToken cancellationToken)
    {
        context.Progress(context.Config.Get(Box.Parts).TryGetKnown(out var parts) ? $"{parts.Count} parts" : "no parts");
        return Task.CompletedTask;
    }
}
