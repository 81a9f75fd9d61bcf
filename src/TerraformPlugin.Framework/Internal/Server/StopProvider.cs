namespace TerraformPlugin.Framework.Internal.Server;

internal sealed partial class ProviderServer
{
    /// <summary>
    /// Cancels every call in flight, and every later one: Terraform stops a provider once, and only to end the process.
    /// </summary>
    public void StopProvider() => _stop.Cancel();
}
