namespace TerraformPlugin.Framework;

/// <summary>What an update is given.</summary>
public sealed class UpdateContext<TModel> : OperationContext
    where TModel : class, IModel<TModel>
{
    /// <summary>As configured; the only place that has write-only values.</summary>
    public required TModel Config { get; init; }

    /// <summary>As in state.</summary>
    public required TModel Prior { get; init; }

    /// <summary>As planned: computed values may be unknown, all else is known or null.</summary>
    public required TModel Planned { get; init; }

    /// <summary>As planned; what it holds at the end is kept with the state.</summary>
    public PrivateState Private { get; init; } = new();
}
