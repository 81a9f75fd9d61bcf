namespace TerraformPlugin.Framework;

/// <summary>An imported state. Without unknown values.</summary>
public sealed record ImportedState<TModel>(TModel State)
    where TModel : class, IModel<TModel>
{
    public PrivateState Private { get; init; } = new();
}
