using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ValidateActionConfig.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ValidateActionConfig.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ValidateActionConfigRpc() : DiagnosedRpc<Request, Response>("ValidateActionConfig")
{
    internal override string TypeName(Request request) => request.ActionType;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ValidateActionConfig(new()
        {
            TypeName = request.ActionType,
            Config = request.Config.FromWire(),
        }, cancellationToken);
        return new() { Diagnostics = { answer.Diagnostics.ToWire() } };
    }
}
