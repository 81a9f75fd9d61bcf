using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ValidateResourceConfig.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ValidateResourceConfig.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ValidateResourceConfigRpc() : DiagnosedRpc<Request, Response>("ValidateResourceConfig")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ValidateResourceConfig(new()
        {
            TypeName = request.TypeName,
            Config = request.Config.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new() { Diagnostics = { answer.Diagnostics.ToWire() } };
    }
}
