namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<PlanResourceChangeResponse> PlanResourceChange(PlanResourceChangeRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
