namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public Task<CallFunctionResponse> CallFunction(CallFunctionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
