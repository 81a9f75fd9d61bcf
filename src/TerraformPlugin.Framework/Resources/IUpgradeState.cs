namespace TerraformPlugin.Framework;

/// <summary>For a resource whose schema version is above 0. Runs without a configured provider.</summary>
public interface IUpgradeState<TModel>
    where TModel : class, IModel<TModel>
{
    /// <summary>Null without an error: that version cannot be upgraded.</summary>
    Task<TModel?> UpgradeStateAsync(StateUpgradeContext context, CancellationToken cancellationToken);
}
