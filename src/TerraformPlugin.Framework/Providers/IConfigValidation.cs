namespace TerraformPlugin.Framework;

/// <summary>
/// For a provider, resource, data source, ephemeral resource, list resource or action that checks its configuration
/// beyond what the schema says. Runs after the schema's validators, also when those found errors.
/// </summary>
public interface IConfigValidation
{
    Task ValidateConfigAsync(ConfigValidationContext context, CancellationToken cancellationToken);
}
