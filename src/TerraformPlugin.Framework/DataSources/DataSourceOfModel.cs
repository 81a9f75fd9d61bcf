using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>A data source: reads something that it does not manage.</summary>
public abstract class DataSource<TModel> : DataSource
    where TModel : class, IModel<TModel>
{
    /// <summary>
    /// Returns the configuration with the computed attributes filled in; null only together with an error.
    /// </summary>
    public abstract Task<TModel?> ReadAsync(DataSourceContext<TModel> context, CancellationToken cancellationToken);

    internal sealed override async Task<TerraformValue?> ServeReadAsync(
        ServerCall call, TerraformValue config, CancellationToken cancellationToken)
    {
        var context = new DataSourceContext<TModel>
        {
            Config = TModel.Of(config),
            ClientCapabilities = call.Client,
            Data = call.Data,
            Diagnostics = call.Diagnostics,
        };
        var result = await ReadAsync(context, cancellationToken).ConfigureAwait(false);
        call.Deferred = context.Deferred;
        return result is null ? null : Model.ObjectOf(result);
    }
}
