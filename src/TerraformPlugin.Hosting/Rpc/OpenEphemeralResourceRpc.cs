using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.OpenEphemeralResource.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.OpenEphemeralResource.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class OpenEphemeralResourceRpc() : DiagnosedRpc<Request, Response>("OpenEphemeralResource")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.OpenEphemeralResource(new()
        {
            TypeName = request.TypeName,
            Config = request.Config.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new()
        {
            Result = answer.Result.ToWire(),
            Private = answer.Private.ToWire(),
            RenewAt = answer.RenewAt.ToWire(),
            Deferred = answer.Deferred.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
