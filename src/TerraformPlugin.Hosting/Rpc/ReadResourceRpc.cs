using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ReadResource.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ReadResource.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ReadResourceRpc() : DiagnosedRpc<Request, Response>("ReadResource")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ReadResource(new()
        {
            TypeName = request.TypeName,
            CurrentState = request.CurrentState.FromWire(),
            Private = request.Private.Memory,
            CurrentIdentity = request.CurrentIdentity.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new()
        {
            NewState = answer.NewState.ToWire(),
            Private = answer.Private.ToWire(),
            NewIdentity = answer.NewIdentity.ToWireIdentity(),
            Deferred = answer.Deferred.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
