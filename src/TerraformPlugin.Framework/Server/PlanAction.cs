namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<PlanActionResponse> PlanAction(PlanActionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
