namespace TerraformPlugin.Framework.Internal.Server;

/// <summary>An action to do.</summary>
internal sealed record InvokeActionRequest
{
    public required string TypeName { get; init; }

    public EncodedValue Config { get; init; }

    public ClientCapabilities ClientCapabilities { get; init; } = new();
}

/// <summary>A sign of life from an action; the last is a <see cref="Completed"/>.</summary>
internal abstract record InvokeActionEvent : ServerResponse
{
    private InvokeActionEvent()
    {
    }

    /// <summary>A line for the user.</summary>
    public sealed record Progress(string Message) : InvokeActionEvent;

    /// <summary>The end, with what failed.</summary>
    public sealed record Completed : InvokeActionEvent;
}

internal sealed partial class ProviderServer
{
    /// <summary>Progress as it happens; the last event is the completion, whatever fails.</summary>
    public IAsyncEnumerable<InvokeActionEvent> InvokeAction(
        InvokeActionRequest request, CancellationToken cancellationToken) =>
        EventStream.Of<InvokeActionEvent>(
            async (emit, streaming) => emit(await AnswerAsync(
                new InvokeActionEvent.Completed(),
                async (call, token) =>
                {
                    var action = _actions.Get(request.TypeName);
                    var config = DecodeOptionalObject(request.Config, action.Schema, "configuration");
                    await action.ServeInvokeAsync(
                        call, config, message => emit(new InvokeActionEvent.Progress(TerminalText.Of(message))), token)
                        .ConfigureAwait(false);
                    return new();
                },
                streaming,
                request.ClientCapabilities,
                rpc: nameof(InvokeAction)).ConfigureAwait(false)),
            cancellationToken);
}
