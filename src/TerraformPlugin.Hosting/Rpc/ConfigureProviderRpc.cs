using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ConfigureProvider.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ConfigureProvider.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ConfigureProviderRpc() : DiagnosedRpc<Request, Response>("ConfigureProvider")
{
    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ConfigureProvider(new()
        {
            TerraformVersion = request.TerraformVersion,
            Config = request.Config.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new() { Diagnostics = { answer.Diagnostics.ToWire() } };
    }
}
