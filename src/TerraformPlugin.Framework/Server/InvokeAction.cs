namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    public IAsyncEnumerable<InvokeActionEvent> InvokeAction(InvokeActionRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
