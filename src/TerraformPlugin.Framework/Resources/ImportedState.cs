namespace TerraformPlugin.Framework;

/// <summary>An imported state. Without unknown values.</summary>
public sealed record ImportedState<TModel>(TModel State)
    where TModel : class, IModel<TModel>
{
    /// <summary>Kept with the state, and given to the read that follows; default empty.</summary>
    public PrivateState Private { get; init; } = new();
}
