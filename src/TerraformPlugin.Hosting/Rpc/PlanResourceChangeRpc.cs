using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.PlanResourceChange.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.PlanResourceChange.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class PlanResourceChangeRpc() : DiagnosedRpc<Request, Response>("PlanResourceChange")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.PlanResourceChange(new()
        {
            TypeName = request.TypeName,
            PriorState = request.PriorState.FromWire(),
            ProposedNewState = request.ProposedNewState.FromWire(),
            Config = request.Config.FromWire(),
            PriorPrivate = request.PriorPrivate.Memory,
            PriorIdentity = request.PriorIdentity.FromWire(),
            PlannedPrivate = request.PlannedPrivate.Memory,
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new()
        {
            PlannedState = answer.PlannedState.ToWire(),
            RequiresReplace = { answer.RequiresReplace.Select(static path => path.ToWire()) },
            PlannedPrivate = answer.PlannedPrivate.ToWire(),
            PlannedIdentity = answer.PlannedIdentity.ToWireIdentity(),
            Deferred = answer.Deferred.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
