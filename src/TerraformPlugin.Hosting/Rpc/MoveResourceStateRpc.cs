using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.MoveResourceState.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.MoveResourceState.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class MoveResourceStateRpc() : DiagnosedRpc<Request, Response>("MoveResourceState")
{
    internal override string TypeName(Request request) => request.TargetTypeName;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.MoveResourceState(new()
        {
            SourceProviderAddress = request.SourceProviderAddress,
            SourceTypeName = request.SourceTypeName,
            SourceSchemaVersion = request.SourceSchemaVersion,
            SourceState = request.SourceState.FromWire(),
            TargetTypeName = request.TargetTypeName,
            SourcePrivate = request.SourcePrivate.Memory,
            SourceIdentity = request.SourceIdentity.FromWire(),
            SourceIdentitySchemaVersion = request.SourceIdentitySchemaVersion,
        }, cancellationToken);
        return new()
        {
            TargetState = answer.TargetState.ToWire(),
            TargetPrivate = answer.TargetPrivate.ToWire(),
            TargetIdentity = answer.TargetIdentity.ToWireIdentity(),
            Diagnostics = { answer.Diagnostics.ToWire() },
        };
    }
}
