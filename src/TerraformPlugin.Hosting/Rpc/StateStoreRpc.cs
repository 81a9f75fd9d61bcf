using Google.Protobuf;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>A state store's call. The framework has none of those and answers each with what is wrong.</summary>
/// <param name="name">The call's name in the protocol.</param>
/// <param name="typeName">The state store's type name.</param>
/// <param name="answer">The framework's answer to that type name.</param>
internal sealed class StateStoreRpc<TRequest, TResponse>(
    string name, Func<TRequest, string> typeName, Func<string, IReadOnlyList<Diagnostic>> answer)
    : DiagnosedRpc<TRequest, TResponse>(name)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, Protocol.IDiagnosed, new()
{
    internal override string TypeName(TRequest request) => typeName(request);

    internal override Task<TResponse> HandleAsync(
        ProviderServer server, TRequest request, CancellationToken cancellationToken)
    {
        var response = new TResponse();
        response.Diagnostics.AddRange(answer(typeName(request)).ToWire());
        return Task.FromResult(response);
    }
}
