using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ApplyResourceChange.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ApplyResourceChange.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ApplyResourceChangeRpc() : DiagnosedRpc<Request, Response>("ApplyResourceChange")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ApplyResourceChange(new()
        {
            TypeName = request.TypeName,
            PriorState = request.PriorState.FromWire(),
            PlannedState = request.PlannedState.FromWire(),
            Config = request.Config.FromWire(),
            PlannedPrivate = request.PlannedPrivate.Memory,
            PlannedIdentity = request.PlannedIdentity.FromWire(),
        }, cancellationToken);
        return new()
        {
            NewState = answer.NewState.ToWire(),
            Private = answer.Private.ToWire(),
            NewIdentity = answer.NewIdentity.ToWireIdentity(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
