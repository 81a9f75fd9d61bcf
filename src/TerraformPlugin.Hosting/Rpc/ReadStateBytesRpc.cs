using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Chunk = TerraformPlugin.Hosting.Protocol.ReadStateBytes.Types.Response;
using Request = TerraformPlugin.Hosting.Protocol.ReadStateBytes.Types.Request;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ReadStateBytesRpc() : StreamingRpc<Request, Chunk>("ReadStateBytes")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override IAsyncEnumerable<Chunk> HandleAsync(
        ProviderServer server, Request request, CancellationToken cancellationToken) =>
        new[] { new Chunk { Diagnostics = { ProviderServer.ReadStateBytes(request.TypeName).ToWire() } } }
            .ToAsyncEnumerable();

    internal override Chunk Failed(Protocol.Diagnostic diagnostic) => new() { Diagnostics = { diagnostic } };
}
