using System.Runtime.CompilerServices;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Mapping;
using Event = TerraformPlugin.Hosting.Protocol.InvokeAction.Types.Event;
using Request = TerraformPlugin.Hosting.Protocol.InvokeAction.Types.Request;

namespace TerraformPlugin.Hosting.Rpc;

internal sealed class InvokeActionRpc() : StreamingRpc<Request, Event>("InvokeAction")
{
    internal override string TypeName(Request request) => request.ActionType;

    internal override async IAsyncEnumerable<Event> HandleAsync(
        ProviderServer server, Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = server.InvokeAction(new()
        {
            TypeName = request.ActionType,
            Config = request.Config.FromWire(),
            ClientCapabilities = request.ClientCapabilities.FromWire(),
        }, cancellationToken);
        await foreach (var next in events.WithCancellation(cancellationToken))
        {
            yield return next switch
            {
                InvokeActionEvent.Progress progress => new() { Progress = new() { Message = progress.Message } },
                InvokeActionEvent.Completed completed => new()
                {
                    Completed = new() { Diagnostics = { completed.Diagnostics.ToWire() } },
                },
                _ => throw new InvalidOperationException($"action event {next}"),
            };
        }
    }

    internal override Event Failed(Protocol.Diagnostic diagnostic) =>
        new() { Completed = new() { Diagnostics = { diagnostic } } };
}
