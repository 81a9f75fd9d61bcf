namespace TerraformPlugin.Framework.Server;

/// <summary>
/// Every decision between the wire and the provider: one file per RPC of the plugin protocol 6.11, none of them with a
/// protocol type. Answers are complete whatever happens: no exception leaves a method.
/// </summary>
public sealed partial class ProviderServer(IProvider provider) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();
}
