namespace TerraformPlugin.Framework;

/// <summary>What a listing is given. Its diagnostics are about the listing as a whole.</summary>
public sealed class ListContext<TConfig> : OperationContext
    where TConfig : class, IModel<TConfig>
{
    /// <summary>As configured, all of it known; null throughout where the list has no <c>config</c> block.</summary>
    public required TConfig Config { get; init; }

    /// <summary>What is asked for.</summary>
    public required ListOptions Options { get; init; }
}
