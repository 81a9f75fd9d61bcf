using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GetResourceIdentitySchemas.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetResourceIdentitySchemas.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetResourceIdentitySchemasRpc() : DiagnosedRpc<Request, Response>("GetResourceIdentitySchemas")
{
    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.GetResourceIdentitySchemas(cancellationToken);
        var response = new Response { Diagnostics = { answer.Diagnostics.ToWire() } };
        foreach (var (name, schema) in answer.IdentitySchemas)
        {
            response.IdentitySchemas.Add(name, schema.ToWireIdentity());
        }

        return response;
    }
}
