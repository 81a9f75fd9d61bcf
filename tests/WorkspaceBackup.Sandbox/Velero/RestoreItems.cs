using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>One object a restore met, and what became of it.</summary>
/// <param name="Action"><c>created</c>, <c>updated</c>, <c>skipped</c> or <c>failed</c>, as Velero's resource list has it.</param>
internal sealed record RestoredItem(string Kind, string FullName, string Action);

/// <summary>
/// What a restore brings back. Source: Velero's <c>pkg/restore/restore.go</c>. Up to 1.18 an object that exists and
/// differs counts as failed, and the restore is Completed all the same.
/// </summary>
internal sealed class RestoreItems
{
    private static readonly string[] NotRestored =
    [
        "nodes", "events", "events.events.k8s.io", "backups.velero.io", "restores.velero.io",
        "resticrepositories.velero.io", "csinodes.storage.k8s.io", "volumeattachments.storage.k8s.io",
        "backuprepositories.velero.io",
    ];

    private readonly VeleroServer _server;
    private readonly JsonNode? _spec;
    private readonly ResourceNames _names;
    private readonly List<RestoredItem> _items = [];
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    public RestoreItems(VeleroServer server, JsonNode? spec, StoredBackup backup)
    {
        _server = server;
        _spec = spec;
        _names = new ResourceNames([.. ClusterFacts.Resources(server)]);
        if (Selectors.Unreadable(spec, server.Release) > 0)
        {
            Errors = 1;
            return;
        }

        foreach (var item in backup.Items.Where(IsChosen))
        {
            Restore(item);
        }
    }

    public IReadOnlyList<RestoredItem> Items => _items;

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    /// <summary>The restore's results, in the words that were recorded.</summary>
    public JsonObject Results { get; } = new() { ["errors"] = new JsonObject(), ["warnings"] = new JsonObject() };

    private bool IsChosen(BackedUpItem item)
    {
        var name = ClusterFacts.KnownOf(item.Type).Name;
        var included = _spec.Texts("includedResources");
        return !NotRestored.Contains(name)
            && !Any(_spec.Texts("excludedResources").Select(_names.Resolve), name)
            && (included.Count == 0 || Any(included.Select(_names.Resolve), name))
            && (item.Namespace.Length > 0 ? IsIncluded(item.Namespace) : TakesClusterResources())
            && Selectors.Match(_spec, item.Object.Labels);
    }

    /// <summary>
    /// Unless told, only a restore of all namespaces takes what is in none: a namespace with nothing in it does not come back
    /// by its name.
    /// </summary>
    private bool TakesClusterResources() => _spec.At("includeClusterResources")?.GetValue<bool>()
        ?? (_spec.Texts("includedNamespaces") is [] or ["*"] && _spec.Texts("excludedNamespaces").Count == 0);

    private bool IsIncluded(string @namespace)
    {
        var included = _spec.Texts("includedNamespaces");
        return !Any(_spec.Texts("excludedNamespaces"), @namespace) && (included.Count == 0 || Any(included, @namespace));
    }

    private static bool Any(IEnumerable<string> patterns, string name) => patterns.Any(pattern => Glob.IsMatch(pattern, name));

    private void Restore(BackedUpItem item)
    {
        if (item.Type == _server.Registry.Catalog.Namespaces)
        {
            Errors += EnsureNamespace(_spec.Text("namespaceMapping", item.Name) ?? item.Name) ? 0 : 1;
            return;
        }

        var @namespace = item.Namespace.Length == 0 ? "" : _spec.Text("namespaceMapping", item.Namespace) ?? item.Namespace;
        if (@namespace.Length > 0 && !EnsureNamespace(@namespace))
        {
            // Each object asks for its namespace anew.
            Errors++;
            return;
        }

        var fullName = StoredObject.KeyOf(@namespace, item.Name);
        if (_items.Any(other => other.Kind == item.Kind && other.FullName == fullName))
        {
            return;
        }

        _items.Add(new RestoredItem(item.Kind, fullName, Act(item, @namespace)));
    }

    private bool EnsureNamespace(string name)
    {
        var namespaces = _server.Registry.Catalog.Namespaces;
        if (_server.Registry.Store.Get(namespaces, "", name) is not null)
        {
            return true;
        }

        if (_refused.Contains(name))
        {
            return false;
        }

        try
        {
            _server.Cluster.CreateNamespace(name);
        }
        catch (InvalidOperationException)
        {
            _refused.Add(name);
            return false;
        }

        _items.Add(new RestoredItem("v1/Namespace", name, "created"));
        return true;
    }

    private string Act(BackedUpItem item, string @namespace)
    {
        if (_server.Registry.Store.Get(item.Type, @namespace, item.Name) is { } existing)
        {
            if (AreEqual(existing.Read(), item.Object.Read()))
            {
                return "skipped";
            }

            if (_spec.Text("existingResourcePolicy") == "update")
            {
                Put(item.Type, existing, item.Object.Read(), @namespace);
                return "updated";
            }

            Warn(item, @namespace);
            return _server.Release.Minor < 19 ? "failed" : "skipped";
        }

        Put(item.Type, null, item.Object.Read(), @namespace);
        return "created";
    }

    private void Warn(BackedUpItem item, string @namespace)
    {
        Warnings++;
        var named = _server.Release.Minor < 16 ? $"{item.Type.Kind} \"{item.Name}\"" : $"{item.Type.Kind}:{item.Name}";
        var text = $"could not restore, {named} already exists. Warning: the in-cluster version is different than the backed-up version";
        var warnings = Results.Make("warnings");
        var (parent, key) = @namespace.Length == 0 ? (warnings, "cluster") : (warnings.Make("namespaces"), @namespace);
        if (parent[key] is not JsonArray list)
        {
            parent[key] = list = [];
        }

        list.Add(text);
    }

    private void Put(ResourceType type, StoredObject? before, JsonObject copy, string @namespace)
    {
        var metadata = copy.Make("metadata");
        metadata.Remove("managedFields");
        if (@namespace.Length > 0)
        {
            metadata["namespace"] = @namespace;
        }

        metadata["uid"] = before?.Uid ?? Guid.NewGuid().ToString();
        var store = _server.Registry.Store;
        metadata["resourceVersion"] = $"{store.NextRevision()}";
        lock (store.Gate)
        {
            store.Put(type, before, StoredObject.Of(copy));
        }
    }

    private static bool AreEqual(JsonObject left, JsonObject right) =>
        JsonNode.DeepEquals(Comparable(left), Comparable(right));

    private static JsonObject Comparable(JsonObject value)
    {
        var copy = (JsonObject)value.DeepClone();
        copy.Remove("status");
        copy["metadata"] = new JsonObject
        {
            ["labels"] = copy.At("metadata", "labels")?.DeepClone(),
            ["annotations"] = copy.At("metadata", "annotations")?.DeepClone(),
        };
        return copy;
    }
}
