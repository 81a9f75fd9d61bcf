namespace TerraformPlugin.Framework;

/// <summary>What the invocation of an action is given.</summary>
public sealed class ActionContext<TConfig> : OperationContext
    where TConfig : class, IModel<TConfig>
{
    /// <summary>As configured, all of it known; null throughout where the action has no <c>config</c> block.</summary>
    public required TConfig Config { get; init; }

    /// <summary>Shows the user a line at once; safe to call from several threads.</summary>
    public required Action<string> Progress { get; init; }
}
