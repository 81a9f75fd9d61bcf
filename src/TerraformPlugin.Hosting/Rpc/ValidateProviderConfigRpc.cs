using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ValidateProviderConfig.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ValidateProviderConfig.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ValidateProviderConfigRpc() : DiagnosedRpc<Request, Response>("ValidateProviderConfig")
{
    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ValidateProviderConfig(new()
        {
            Config = request.Config.FromWire(),
        }, cancellationToken);
        return new() { Diagnostics = { answer.Diagnostics.ToWire() } };
    }
}
