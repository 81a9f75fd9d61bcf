namespace TerraformPlugin.Framework.Server;

public sealed partial class ProviderServer
{
    /// <summary>Progress as it happens; the last event is the completion, whatever fails.</summary>
    public IAsyncEnumerable<InvokeActionEvent> InvokeAction(
        InvokeActionRequest request, CancellationToken cancellationToken) =>
        EventStream.Of<InvokeActionEvent>(
            async (emit, token) =>
            {
                var diagnostics = new Diagnostics();
                await GuardAsync(
                    diagnostics,
                    guarded =>
                    {
                        var action = _actions.Get(request.TypeName);
                        var config = DecodeObject(request.Config, action.Schema.Type, "configuration");
                        return action.InvokeAsync(Call(diagnostics, request.ClientCapabilities), config,
                            message => emit(new InvokeActionEvent.Progress(message)), guarded);
                    },
                    token,
                    rpc: nameof(InvokeAction)).ConfigureAwait(false);
                emit(new InvokeActionEvent.Completed(diagnostics.ForWire()));
            },
            cancellationToken);
}
