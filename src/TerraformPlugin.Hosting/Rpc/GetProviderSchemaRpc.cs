using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GetProviderSchema.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetProviderSchema.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetProviderSchemaRpc() : DiagnosedRpc<Request, Response>("GetProviderSchema")
{
    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.GetProviderSchema(cancellationToken);
        var response = new Response
        {
            ServerCapabilities = answer.ServerCapabilities.ToWire(),
            Provider = answer.Provider?.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
        answer.Resources.AddTo(response.ResourceSchemas);
        answer.DataSources.AddTo(response.DataSourceSchemas);
        answer.EphemeralResources.AddTo(response.EphemeralResourceSchemas);
        answer.ListResources.AddTo(response.ListResourceSchemas);
        answer.Functions.AddTo(response.Functions);
        foreach (var (name, schema) in answer.Actions)
        {
            response.ActionSchemas.Add(name, new() { Schema = schema.ToWire() });
        }

        return response;
    }
}
