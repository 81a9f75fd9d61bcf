using TerraformPlugin.Framework.Internal.Server;
using Request = TerraformPlugin.Hosting.Protocol.StopProvider.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.StopProvider.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class StopProviderRpc() : UnaryRpc<Request, Response>("StopProvider")
{
    internal override Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        server.StopProvider();
        return Task.FromResult(new Response());
    }

    internal override Response Failed(Protocol.Diagnostic diagnostic) => new() { Error = diagnostic.Detail };
}
