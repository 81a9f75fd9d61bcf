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

    internal abstract Task<TerraformValue?> ReadAsync(
        ServerCall call, TerraformValue config, CancellationToken cancellationToken);
}
