namespace TerraformPlugin.Framework;

/// <summary>What the opening of an ephemeral resource is given.</summary>
public sealed class EphemeralOpenContext<TModel> : DeferrableContext
    where TModel : class, IModel<TModel>
{
    /// <summary>As configured.</summary>
    public required TModel Config { get; init; }

    /// <summary>Takes what renewal and closing need.</summary>
    public PrivateState Private { get; } = new();

    /// <summary>When Terraform should ask for a renewal; null: never.</summary>
    public DateTimeOffset? RenewAt { get; set; }
}
