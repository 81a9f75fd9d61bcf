using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A data source; derive from <see cref="DataSource{TModel}"/>.</summary>
public abstract class DataSource
{
    private protected DataSource()
    {
    }

    /// <summary>Built once; the object lives as long as the process.</summary>
    public abstract Schema Schema { get; }

    internal Task ServeValidateAsync(ConfigValidationContext context, CancellationToken cancellationToken) =>
        this is IConfigValidation validation
            ? validation.ValidateConfigAsync(context, cancellationToken)
            : Task.CompletedTask;

    internal abstract Task<TerraformValue?> ServeReadAsync(
        ServerCall call, TerraformValue config, CancellationToken cancellationToken);
}
