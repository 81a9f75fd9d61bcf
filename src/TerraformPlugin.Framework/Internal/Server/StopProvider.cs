namespace TerraformPlugin.Framework.Internal.Server;

internal sealed partial class ProviderServer
{
    /// <summary>
    /// Cancels every call in flight. Later ones work: a server that a person runs with <c>--debug</c> lives on, and what
    /// Terraform still asks for after a stop, it needs.
    /// </summary>
    // The old source is not disposed: a call may be about to take its token.
    public void StopProvider() => Interlocked.Exchange(ref _stop, new()).Cancel();
}
