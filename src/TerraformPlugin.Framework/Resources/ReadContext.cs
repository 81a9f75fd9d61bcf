namespace TerraformPlugin.Framework;

/// <summary>What a read is given.</summary>
public sealed class ReadContext<TModel> : DeferrableContext
    where TModel : class, IModel<TModel>
{
    /// <summary>As in state. After an import or a move attributes may be null that are not otherwise.</summary>
    public required TModel State { get; init; }

    /// <summary>As in state; what it holds at the end is kept with the state.</summary>
    public PrivateState Private { get; init; } = new();
}
