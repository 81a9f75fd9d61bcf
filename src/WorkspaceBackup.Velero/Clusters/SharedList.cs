using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Clusters;

/// <summary>
/// The lists of one cluster, each read once per process and shared by everyone who needs an object of it, until a write
/// of ours to that kind makes it stale. A list that failed is not kept.
/// </summary>
public sealed class SharedList
{
    private readonly ConcurrentDictionary<Key, Lazy<Task<Outcome<SharedObjects>>>> _lists = new();
    private readonly string _cluster;
    private readonly IKubernetesApi _api;

    public SharedList(string cluster, IKubernetesApi api)
    {
        _cluster = cluster;
        _api = api;
    }

    /// <summary>
    /// All objects of a collection, each once. They are shared: whoever wants to change one takes a
    /// <see cref="JsonNode.DeepClone"/>.
    /// </summary>
    public async Task<Outcome<ImmutableArray<JsonObject>>> GetAsync(
        ApiPath collection, string? labelSelector, CancellationToken cancellationToken)
    {
        Outcome<SharedObjects> listed = await ReadAsync(collection, labelSelector, cancellationToken);
        return listed.TryGet(out SharedObjects? objects, out Fault? fault) ? objects.All : fault;
    }

    /// <summary>As <see cref="GetAsync"/>, for who looks for one object by its name: that is the cheaper way.</summary>
    public async Task<Outcome<SharedObjects>> ReadAsync(
        ApiPath collection, string? labelSelector, CancellationToken cancellationToken)
    {
        var key = new Key(collection, labelSelector);
        Lazy<Task<Outcome<SharedObjects>>> list =
            _lists.GetOrAdd(key, k => new(() => ClusterWork.GuardAsync(
                _cluster, () => ReadAsync(k.Collection, k.LabelSelector))));
        try
        {
            Outcome<SharedObjects> outcome = await list.Value.WaitAsync(cancellationToken);
            if (!outcome.Succeeded)
            {
                _lists.TryRemove(new(key, list));
            }

            return outcome;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Fault(FaultKind.Cancelled, _cluster, $"stopped while {collection.Resource} were listed");
        }
    }

    /// <summary>Forgets the lists that hold objects of this path's kind and namespace.</summary>
    public void Invalidate(ApiPath written)
    {
        foreach (Key key in _lists.Keys)
        {
            ApiPath listed = key.Collection;
            if (listed.GroupVersion == written.GroupVersion && listed.Resource == written.Resource
                && (listed.Namespace is null || listed.Namespace == written.Namespace))
            {
                _lists.TryRemove(key, out _);
            }
        }
    }

    // Not cancelled with the caller who happened to come first: the others wait for the same list.
    private async Task<Outcome<SharedObjects>> ReadAsync(ApiPath collection, string? labelSelector)
    {
        var objects = new SharedObjects.Builder();
        await foreach (Outcome<JsonObject> item in _api.ListAsync(collection, labelSelector, CancellationToken.None))
        {
            if (!item.TryGet(out JsonObject? found, out Fault? fault))
            {
                return fault;
            }

            objects.Add(found);
        }

        return objects.Build();
    }

    private readonly record struct Key(ApiPath Collection, string? LabelSelector);
}
