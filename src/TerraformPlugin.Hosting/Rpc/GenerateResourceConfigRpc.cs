using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GenerateResourceConfig.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GenerateResourceConfig.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GenerateResourceConfigRpc() : DiagnosedRpc<Request, Response>("GenerateResourceConfig")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.GenerateResourceConfig(new()
        {
            TypeName = request.TypeName,
            State = request.State.FromWire(),
        }, cancellationToken);
        return new()
        {
            Config = answer.Config.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
