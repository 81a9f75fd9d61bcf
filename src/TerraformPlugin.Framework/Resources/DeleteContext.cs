namespace TerraformPlugin.Framework;

/// <summary>What a delete is given.</summary>
public sealed class DeleteContext<TModel> : OperationContext
    where TModel : class, IModel<TModel>
{
    /// <summary>As in state.</summary>
    public required TModel Prior { get; init; }

    /// <summary>
    /// As the plan left it: the destroy plan, or in a replacement that destroys first (a tainted resource's too) the plan
    /// of the create. What it holds at the end is kept when something is left.
    /// </summary>
    public PrivateState Private { get; init; } = new();
}
