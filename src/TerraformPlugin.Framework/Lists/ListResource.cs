using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A list resource; derive from <see cref="ListResource{TConfig, TModel}"/>.</summary>
public abstract class ListResource
{
    private protected ListResource()
    {
    }

    /// <summary>
    /// The schema of the list block's configuration. Built once; the object lives as long as the process.
    /// </summary>
    public abstract Schema Schema { get; }

    internal Task ServeValidateAsync(ConfigValidationContext context, CancellationToken cancellationToken) =>
        this is IConfigValidation validation
            ? validation.ValidateConfigAsync(context, cancellationToken)
            : Task.CompletedTask;

    internal abstract IAsyncEnumerable<ListedItem> ServeListAsync(
        ServerCall call, TerraformValue config, ListOptions options, Resource listed,
        CancellationToken cancellationToken);
}
