using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GetFunctions.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetFunctions.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetFunctionsRpc() : DiagnosedRpc<Request, Response>("GetFunctions")
{
    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.GetFunctions(cancellationToken);
        var response = new Response { Diagnostics = { answer.Diagnostics.ToWire() } };
        answer.Functions.AddTo(response.Functions);
        return response;
    }
}
