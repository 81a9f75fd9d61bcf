using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ValidateDataResourceConfig.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ValidateDataResourceConfig.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ValidateDataResourceConfigRpc() : DiagnosedRpc<Request, Response>("ValidateDataResourceConfig")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ValidateDataResourceConfig(new()
        {
            TypeName = request.TypeName,
            Config = request.Config.FromWire(),
        }, cancellationToken);
        return new() { Diagnostics = { answer.Diagnostics.ToWire() } };
    }
}
