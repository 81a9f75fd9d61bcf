using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.RenewEphemeralResource.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.RenewEphemeralResource.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class RenewEphemeralResourceRpc() : DiagnosedRpc<Request, Response>("RenewEphemeralResource")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.RenewEphemeralResource(new()
        {
            TypeName = request.TypeName,
            Private = request.Private.Memory,
        }, cancellationToken);
        return new()
        {
            Private = answer.Private.ToWire(),
            RenewAt = answer.RenewAt.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
