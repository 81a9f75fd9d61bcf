using System.Runtime.CompilerServices;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Event = TerraformPlugin.Hosting.Protocol.ListResource.Types.Event;
using Request = TerraformPlugin.Hosting.Protocol.ListResource.Types.Request;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class ListResourceRpc() : StreamingRpc<Request, Event>("ListResource")
{
    internal override string TypeName(Request request) => request.TypeName;

    internal override async IAsyncEnumerable<Event> HandleAsync(
        ProviderServer server, Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = server.ListResource(new()
        {
            TypeName = request.TypeName,
            Config = request.Config.FromWire(),
            IncludeResourceObject = request.IncludeResourceObject,
            Limit = request.Limit,
        }, cancellationToken);
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            yield return new()
            {
                Identity = next.Identity.ToWireIdentity(),
                DisplayName = next.DisplayName,
                ResourceObject = next.ResourceObject.ToWire(),
                Diagnostic = { next.Diagnostics.ToWire() },
            };
        }
    }

    internal override Event Failed(Protocol.Diagnostic diagnostic) => new() { Diagnostic = { diagnostic } };
}
