using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.UpgradeResourceIdentity.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.UpgradeResourceIdentity.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class UpgradeResourceIdentityRpc() : DiagnosedRpc<Request, Response>("UpgradeResourceIdentity")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.UpgradeResourceIdentity(new()
        {
            TypeName = request.TypeName,
            Version = request.Version,
            RawIdentity = request.RawIdentity.FromWire(),
        }, cancellationToken);
        return new()
        {
            UpgradedIdentity = answer.UpgradedIdentity.ToWireIdentity(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
