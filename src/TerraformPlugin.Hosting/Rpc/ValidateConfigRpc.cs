using Google.Protobuf;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>A check of a configuration: the same call for each kind of block.</summary>
/// <param name="name">The call's name in the protocol.</param>
/// <param name="read">The framework's form of a request.</param>
/// <param name="validate">The framework's answer to it.</param>
internal sealed class ValidateConfigRpc<TRequest, TResponse>(
    string name, Func<TRequest, ValidateConfigRequest> read,
    Func<ProviderServer, ValidateConfigRequest, CancellationToken, Task<ValidateConfigResponse>> validate)
    : DiagnosedRpc<TRequest, TResponse>(name)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, Protocol.IDiagnosed, new()
{
    internal override string TypeName(TRequest request) => read(request).TypeName;

    internal override async Task<TResponse> HandleAsync(
        ProviderServer server, TRequest request, CancellationToken cancellationToken)
    {
        var answer = await validate(server, read(request), cancellationToken);
        var response = new TResponse();
        response.Diagnostics.AddRange(answer.Diagnostics.ToWire());
        return response;
    }
}
