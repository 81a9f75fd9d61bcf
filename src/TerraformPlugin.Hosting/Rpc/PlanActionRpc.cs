using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.PlanAction.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.PlanAction.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class PlanActionRpc() : DiagnosedRpc<Request, Response>("PlanAction")
{
    internal override string TypeName(Request request) => request.ActionType;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.PlanAction(new()
        {
            TypeName = request.ActionType,
            Config = request.Config.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new()
        {
            Deferred = answer.Deferred.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
