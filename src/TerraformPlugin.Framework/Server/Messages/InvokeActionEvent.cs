namespace TerraformPlugin.Framework.Server;

/// <summary>A sign of life from an action; the last is a <see cref="Completed"/>.</summary>
public abstract record InvokeActionEvent
{
    private InvokeActionEvent()
    {
    }

    /// <summary>A line for the user.</summary>
    public sealed record Progress(string Message) : InvokeActionEvent;

    /// <summary>The end, with what failed.</summary>
    public sealed record Completed(IReadOnlyList<Diagnostic> Diagnostics) : InvokeActionEvent;
}
