using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Request = TerraformPlugin.Hosting.Protocol.CallFunction.Types.Request;
using Response = TerraformPlugin.Hosting.Protocol.CallFunction.Types.Response;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class CallFunctionRpc() : UnaryRpc<Request, Response>("CallFunction")
{
    internal override string TypeName(Request request) => request.Name;

    internal override async Task<Response> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken)
    {
        var answer = await server.CallFunction(new()
        {
            Name = request.Name,
            Arguments = [.. request.Arguments.Select(static argument => argument.FromWire())],
        }, cancellationToken);
        return new() { Result = answer.Result.ToWire(), Error = answer.Error.ToWire() };
    }

    internal override Response Failed(Protocol.Diagnostic diagnostic) =>
        new() { Error = new() { Text = $"{diagnostic.Summary}. {diagnostic.Detail}" } };
}
