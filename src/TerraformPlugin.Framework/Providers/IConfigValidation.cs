namespace TerraformPlugin.Framework;

/// <summary>
/// For a provider, resource, data source, ephemeral resource, list resource or action that checks its configuration
/// beyond what the schema says. Runs after the schema's validators, also when those found errors.
/// </summary>
public interface IConfigValidation
{
    /// <summary>
    /// Adds to the context's diagnostics what is wrong. Runs several times per plan, on a provider that is not
    /// configured.
    /// </summary>
    Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken);
}
