using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.UpgradeResourceState.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.UpgradeResourceState.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class UpgradeResourceStateRpc() : DiagnosedRpc<Request, Response>("UpgradeResourceState")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.UpgradeResourceState(new()
        {
            TypeName = request.TypeName,
            Version = request.Version,
            RawState = request.RawState.FromWire(),
        }, cancellationToken);
        return new()
        {
            UpgradedState = answer.UpgradedState.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
