using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ReadDataSource.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ReadDataSource.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ReadDataSourceRpc() : DiagnosedRpc<Request, Response>("ReadDataSource")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ReadDataSource(new()
        {
            TypeName = request.TypeName,
            Config = request.Config.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new()
        {
            State = answer.State.ToWire(),
            Deferred = answer.Deferred.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
