using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GetFunctions.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetFunctions.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetFunctionsRpc() : DiagnosedRpc<Request, Response>("GetFunctions")
{
    internal override Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = server.GetFunctions();
        var response = new Response { Diagnostics = { answer.Diagnostics.ToWire() } };
        answer.Functions.AddTo(response.Functions);
        return Task.FromResult(response);
    }
}
