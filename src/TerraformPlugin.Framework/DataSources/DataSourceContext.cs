namespace TerraformPlugin.Framework;

/// <summary>What the read of a data source is given.</summary>
public sealed class DataSourceContext<TModel> : DeferrableContext
    where TModel : class, IModel<TModel>
{
    /// <summary>As configured: Terraform reads a data source when its arguments are known.</summary>
    public required TModel Config { get; init; }
}
