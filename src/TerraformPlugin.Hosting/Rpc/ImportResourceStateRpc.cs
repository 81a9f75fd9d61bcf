using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.ImportResourceState.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.ImportResourceState.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ImportResourceStateRpc() : DiagnosedRpc<Request, Response>("ImportResourceState")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.ImportResourceState(new()
        {
            TypeName = request.TypeName,
            Id = request.Id,
            Identity = request.Identity.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        return new()
        {
            ImportedResources = { answer.ImportedResources.Select(ToWire) },
            Deferred = answer.Deferred.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }

    private static Protocol.ImportResourceState.Types.ImportedResource ToWire(ImportedResource resource) => new()
    {
        TypeName = resource.TypeName,
        State = resource.State.ToWire(),
        Private = resource.Private.ToWire(),
        Identity = resource.Identity.ToWireIdentity(),
    };
}
