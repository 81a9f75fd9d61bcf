namespace TerraformPlugin.Framework;

/// <summary>What a listing is given. Its diagnostics are about the listing as a whole.</summary>
public sealed class ListContext<TConfig> : OperationContext
    where TConfig : class, IModel<TConfig>
{
    public required TConfig Config { get; init; }

    public required ListOptions Options { get; init; }
}
