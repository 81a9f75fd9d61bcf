using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Metadata = TerraformPlugin.Hosting.Protocol.GetMetadata.Types;
using Request = TerraformPlugin.Hosting.Protocol.GetMetadata.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.GetMetadata.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class GetMetadataRpc() : DiagnosedRpc<Request, Response>("GetMetadata")
{
    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.GetMetadata(cancellationToken);
        var response = new Response
        {
            ServerCapabilities = answer.ServerCapabilities.ToWire(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
        response.Resources.AddRange(answer.Resources.Select(
            static name => new Metadata.ResourceMetadata { TypeName = name }));
        response.DataSources.AddRange(answer.DataSources.Select(
            static name => new Metadata.DataSourceMetadata { TypeName = name }));
        response.Functions.AddRange(answer.Functions.Select(
            static name => new Metadata.FunctionMetadata { Name = name }));
        response.EphemeralResources.AddRange(answer.EphemeralResources.Select(
            static name => new Metadata.EphemeralMetadata { TypeName = name }));
        response.ListResources.AddRange(answer.ListResources.Select(
            static name => new Metadata.ListResourceMetadata { TypeName = name }));
        response.Actions.AddRange(answer.Actions.Select(
            static name => new Metadata.ActionMetadata { TypeName = name }));
        return response;
    }
}
