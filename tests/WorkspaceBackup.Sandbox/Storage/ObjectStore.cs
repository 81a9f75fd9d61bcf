using System.Collections.Immutable;
using VeleroSandbox.Schemas;

namespace VeleroSandbox.Storage;

/// <summary>
/// One cluster's objects, in key order, under one counter of revisions. Collections are immutable, so that a page of a
/// LIST shows the state of its first page and never sorts.
/// </summary>
internal sealed class ObjectStore
{
    private const int EventsKept = 20_000;
    private const int SnapshotsKept = 256;

    private static readonly IComparer<StoredObject> ByKey =
        Comparer<StoredObject>.Create((left, right) => string.CompareOrdinal(left.Key, right.Key));

    private static readonly ImmutableSortedSet<StoredObject> Empty = ImmutableSortedSet.Create(ByKey);

    private readonly Dictionary<string, ImmutableSortedSet<StoredObject>> _collections = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Resource, long Revision), ImmutableSortedSet<StoredObject>> _snapshots = [];
    private readonly Queue<(string Resource, long Revision)> _snapshotOrder = new();
    private readonly Queue<StoredEvent> _events = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Held by everyone who reads and then writes.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The revision of the last write.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>Watches cannot start at or before this revision any more.</summary>
    public long CompactedAt { get; private set; }

    /// <summary>Called after every write, under the gate.</summary>
    public Action<StoredEvent>? Written { get; set; }

    public StoredObject? Get(ResourceType type, string @namespace, string name)
    {
        lock (Gate)
        {
            return Collection(type).TryGetValue(StoredObject.Probe(StoredObject.KeyOf(@namespace, name)), out var found)
                ? found
                : null;
        }
    }

    /// <summary>All objects of a kind, of one namespace or of all (null).</summary>
    public IEnumerable<StoredObject> All(ResourceType type, string? @namespace = null)
    {
        ImmutableSortedSet<StoredObject> collection;
        lock (Gate)
        {
            collection = Collection(type);
        }

        return @namespace is null ? collection : From(collection, @namespace + "/", @namespace);
    }

    /// <param name="startKey">Where to start; null for the beginning.</param>
    /// <param name="atRevision">The revision to show; null for now.</param>
    /// <returns>Null when that revision has been compacted.</returns>
    public ObjectPage? List(
        ResourceType type,
        string? @namespace,
        Func<StoredObject, bool>? selector,
        int limit,
        string? startKey,
        long? atRevision)
    {
        ImmutableSortedSet<StoredObject> collection;
        long revision;
        lock (Gate)
        {
            revision = atRevision ?? Revision;
            collection = Collection(type);
            if (revision != Revision && !_snapshots.TryGetValue((type.GroupResource, revision), out collection!))
            {
                return null;
            }
        }

        var items = new List<StoredObject>();
        var start = startKey ?? (@namespace is null ? "" : @namespace + "/");
        foreach (var item in From(collection, start, @namespace))
        {
            if (selector is not null && !selector(item))
            {
                continue;
            }

            if (limit > 0 && items.Count == limit)
            {
                Keep(type, revision, collection);
                return new ObjectPage(
                    items, revision, item.Key, selector is null ? Remaining(collection, item.Key, @namespace) : null);
            }

            items.Add(item);
        }

        return new ObjectPage(items, revision);
    }

    /// <summary>The next write's revision. Under the gate.</summary>
    public long NextRevision() => Revision + 1;

    /// <summary>Stores an object that carries <see cref="NextRevision"/>. Under the gate.</summary>
    public void Put(ResourceType type, StoredObject? before, StoredObject after)
    {
        var collection = Collection(type);
        _collections[type.GroupResource] = (before is null ? collection : collection.Remove(before)).Add(after);
        Record(new StoredEvent(after.ResourceVersion, type, before, after, Deleted: false));
    }

    /// <summary>Removes an object. Under the gate.</summary>
    public void Remove(ResourceType type, StoredObject before, StoredObject last)
    {
        _collections[type.GroupResource] = Collection(type).Remove(before);
        Record(new StoredEvent(last.ResourceVersion, type, before, last, Deleted: true));
    }

    /// <summary>
    /// Forgets history, as etcd's compaction does: older continue tokens and watches are answered 410.
    /// </summary>
    public void Compact()
    {
        lock (Gate)
        {
            _snapshots.Clear();
            _snapshotOrder.Clear();
            _events.Clear();
            CompactedAt = Revision;
            Signal();
        }
    }

    /// <summary>Forgets everything but the count of revisions.</summary>
    public void Clear()
    {
        lock (Gate)
        {
            _collections.Clear();
            Compact();
        }
    }

    /// <summary>The writes after a revision, and a task that ends with the next one.</summary>
    /// <returns>Null when the revision has been compacted.</returns>
    public (IReadOnlyList<StoredEvent> Events, Task Changed)? EventsAfter(ResourceType type, long revision)
    {
        lock (Gate)
        {
            return revision < CompactedAt
                ? null
                : ([.. _events.Where(e => e.Revision > revision && e.Type.GroupResource == type.GroupResource)],
                    _changed.Task);
        }
    }

    private static IEnumerable<StoredObject> From(
        ImmutableSortedSet<StoredObject> collection, string startKey, string? @namespace)
    {
        var index = collection.IndexOf(StoredObject.Probe(startKey));
        for (index = index < 0 ? ~index : index; index < collection.Count; index++)
        {
            var item = collection[index];
            if (@namespace is not null && item.Namespace != @namespace)
            {
                yield break;
            }

            yield return item;
        }
    }

    private static long Remaining(ImmutableSortedSet<StoredObject> collection, string key, string? @namespace)
    {
        var index = collection.IndexOf(StoredObject.Probe(key));
        var end = collection.Count;
        if (@namespace is not null)
        {
            // '0' follows '/': the first key after all of the namespace's.
            end = collection.IndexOf(StoredObject.Probe(@namespace + "0"));
            end = end < 0 ? ~end : end;
        }

        return end - index;
    }

    private ImmutableSortedSet<StoredObject> Collection(ResourceType type) =>
        _collections.GetValueOrDefault(type.GroupResource, Empty);

    private void Keep(ResourceType type, long revision, ImmutableSortedSet<StoredObject> collection)
    {
        lock (Gate)
        {
            if (_snapshots.TryAdd((type.GroupResource, revision), collection))
            {
                _snapshotOrder.Enqueue((type.GroupResource, revision));
                if (_snapshotOrder.Count > SnapshotsKept)
                {
                    _snapshots.Remove(_snapshotOrder.Dequeue());
                }
            }
        }
    }

    private void Record(StoredEvent stored)
    {
        Revision = stored.Revision;
        _events.Enqueue(stored);
        if (_events.Count > EventsKept)
        {
            CompactedAt = _events.Dequeue().Revision;
        }

        Signal();
        Written?.Invoke(stored);
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
