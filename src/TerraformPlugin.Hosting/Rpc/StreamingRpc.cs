using Google.Protobuf;
using TerraformPlugin.Framework.Internal.Server;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>A call that answers with a stream of events.</summary>
internal abstract class StreamingRpc<TRequest, TEvent>(string name)
    where TRequest : class, IMessage<TRequest>, new()
    where TEvent : class, IMessage<TEvent>, new()
{
    internal string Name => name;

    internal abstract string TypeName(TRequest request);

    internal abstract IAsyncEnumerable<TEvent> HandleAsync(
        ProviderServer server, TRequest request, CancellationToken cancellationToken);

    /// <summary>The last event when <see cref="HandleAsync"/> threw.</summary>
    internal abstract TEvent Failed(Protocol.Diagnostic diagnostic);
}
