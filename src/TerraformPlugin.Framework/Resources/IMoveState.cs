namespace TerraformPlugin.Framework;

/// <summary>
/// For a resource that takes over the state of resources of other types (<c>moved</c> blocks). Runs without a
/// configured provider.
/// </summary>
public interface IMoveState<TModel>
    where TModel : class, IModel<TModel>
{
    /// <summary>Null without an error: such a source is not supported.</summary>
    Task<TModel?> MoveStateAsync(StateMoveContext context, CancellationToken cancellationToken);
}
