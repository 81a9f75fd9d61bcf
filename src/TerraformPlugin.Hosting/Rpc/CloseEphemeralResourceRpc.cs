using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.CloseEphemeralResource.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.CloseEphemeralResource.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class CloseEphemeralResourceRpc() : DiagnosedRpc<Request, Response>("CloseEphemeralResource")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.CloseEphemeralResource(new()
        {
            TypeName = request.TypeName,
            Private = request.Private.Memory,
        }, cancellationToken);
        return new() { Diagnostics = { answer.Diagnostics.ToWire() } };
    }
}
