using System.Runtime.CompilerServices;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Values;

namespace TerraformPlugin.Framework;

/// <summary>Finds the existing resources of a type, for <c>terraform query</c>.</summary>
/// <typeparam name="TConfig">The list block's configuration.</typeparam>
/// <typeparam name="TModel">
/// The model of the resource of the same type name, which has to be an <see cref="IResourceIdentity{TModel}"/>.
/// </typeparam>
public abstract class ListResource<TConfig, TModel> : ListResource
    where TConfig : class, IModel<TConfig>
    where TModel : class, IModel<TModel>
{
    /// <summary>Results may come as they are found; no more are asked for than are wanted.</summary>
    public abstract IAsyncEnumerable<ListedResource<TModel>> ListAsync(
        ListContext<TConfig> context, CancellationToken cancellationToken);

    internal sealed override async IAsyncEnumerable<ListedItem> ServeListAsync(
        ServerCall call, TerraformValue config, ListOptions options, Resource listed,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resource = (Resource<TModel>)listed;
        var context = new ListContext<TConfig>
        {
            Config = TConfig.Of(config),
            Options = options,
            Data = call.Data,
            Diagnostics = call.Diagnostics,
        };
        await foreach (var item in ListAsync(context, cancellationToken).ConfigureAwait(false))
        {
            yield return new(item.DisplayName, resource.Encode(item.State)!, item.Diagnostics);
        }
    }
}
