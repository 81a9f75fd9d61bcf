using TerraformPlugin.Framework.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.GetProviderSchema.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetProviderSchema.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetProviderSchemaRpc() : DiagnosedRpc<Request, Response>("GetProviderSchema")
{
    internal override Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = server.GetProviderSchema();
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

        return Task.FromResult(response);
    }
}
