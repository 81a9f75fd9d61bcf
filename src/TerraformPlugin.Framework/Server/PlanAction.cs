namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public async Task<PlanActionResponse> PlanAction(PlanActionRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new Diagnostics();
        var response = new PlanActionResponse();
        await GuardAsync(
            diagnostics,
            async token =>
            {
                var action = _actions.Get(request.TypeName);
                var config = DecodeObject(request.Config, action.Schema.Type, "configuration");
                if (action is IActionPlanStep step)
                {
                    var context = new ActionPlanContext
                    {
                        Config = new(config),
                        ClientCapabilities = request.ClientCapabilities,
                        Data = _data,
                        Diagnostics = diagnostics,
                    };
                    await step.PlanAsync(context, token).ConfigureAwait(false);
                    response = new() { Deferred = context.Deferred };
                }
            },
            cancellationToken).ConfigureAwait(false);
        return response with { Diagnostics = diagnostics.ForWire() };
    }
}
