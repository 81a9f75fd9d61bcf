using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GetResourceIdentitySchemas.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetResourceIdentitySchemas.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetResourceIdentitySchemasRpc() : DiagnosedRpc<Request, Response>("GetResourceIdentitySchemas")
{
    internal override Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = server.GetResourceIdentitySchemas();
        var response = new Response { Diagnostics = { answer.Diagnostics.ToWire() } };
        foreach (var (name, schema) in answer.IdentitySchemas)
        {
            response.IdentitySchemas.Add(name, schema.ToWireIdentity());
        }

        return Task.FromResult(response);
    }
}
