using Google.Protobuf;
using TerraformPlugin.Framework.Internal.Server;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>One call of the Provider service: protobuf in, the framework's decision, protobuf out.</summary>
internal abstract class UnaryRpc<TRequest, TResponse>(string name)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    /// <summary>The call's name in the protocol.</summary>
    internal string Name => name;

    /// <summary>What the request is about, for the log; empty when it is about the provider as a whole.</summary>
    internal virtual string TypeName(TRequest request) => "";

    internal abstract Task<TResponse> HandleAsync(
        ProviderServer server, TRequest request, CancellationToken cancellationToken);

    /// <summary>The answer when <see cref="HandleAsync"/> threw.</summary>
    internal abstract TResponse Failed(Protocol.Diagnostic diagnostic);
}
