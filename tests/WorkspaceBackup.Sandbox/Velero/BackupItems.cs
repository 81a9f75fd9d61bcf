using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>One object in a backup.</summary>
internal sealed record BackedUpItem(ResourceType Type, StoredObject Object)
{
    public string Namespace => Object.Namespace;

    public string Name => Object.Name;

    /// <summary>How Velero's resource lists name the kind: <c>apps/v1/Deployment</c>.</summary>
    public string Kind => $"{Type.GroupVersion}/{Type.Kind}";

    public string FullName => Object.Key;
}

/// <summary>
/// What a backup holds, and how many errors collecting it made. Source: Velero's <c>pkg/backup/item_collector.go</c> and
/// <c>item_backupper.go</c>; recordings of real servers hold it to that.
/// </summary>
internal sealed class BackupItems
{
    private const string ExcludeLabel = "velero.io/exclude-from-backup";

    private readonly ObjectRegistry _registry;
    private readonly VeleroRelease _release;
    private readonly JsonNode? _spec;
    private readonly NamespaceChoice _namespaces;
    private readonly ResourceChoice _resources;
    private readonly HashSet<string> _tracked = new(StringComparer.Ordinal);
    private readonly HashSet<(string Resource, string Key)> _taken = [];
    private readonly List<BackedUpItem> _items = [];
    private bool _collectsNamespaces;

    /// <param name="spec">The Backup's, as the server has stored it.</param>
    public BackupItems(VeleroServer server, JsonNode? spec)
    {
        _registry = server.Registry;
        _release = server.Release;
        _spec = spec;
        var active = _registry.Store.All(_registry.Catalog.Namespaces).Select(item => item.Name).ToList();
        _namespaces = new NamespaceChoice(spec, active, _release);
        _resources = new ResourceChoice(
            spec, new ResourceNames([.. ClusterFacts.Resources(server)]), _namespaces.IncludesEverything);
        Collect();
        Namespaces = [.. active.Where(_namespaces.ShouldInclude)];
    }

    public IReadOnlyList<BackedUpItem> Items => _items;

    public int Errors { get; private set; }

    /// <summary>Those it was to hold.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    private void Collect()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in _registry.Catalog.Types
            .Where(type => _resources.ShouldInclude(ClusterFacts.KnownOf(type)) && seen.Add(Cohabiting(type))).ToList())
        {
            if (type == _registry.Catalog.Namespaces)
            {
                _collectsNamespaces = true;
            }
            else
            {
                foreach (var @namespace in type.Namespaced ? _namespaces.ToList() : [""])
                {
                    List(type, @namespace);
                }
            }
        }

        AddVolumes();
        if (_collectsNamespaces)
        {
            AddNamespaces();
        }

        AddDefinitions();
        if (_release.Minor is 16 or 17)
        {
            // They look for Argo CD's label on each namespace that is named, and one without a name is none to ask for.
            Errors += _namespaces.Named.Count(name => name.Length == 0);
        }
    }

    /// <summary>Resources that are served by two groups are taken once.</summary>
    private static string Cohabiting(ResourceType type) =>
        type.Plural is "deployments" or "daemonsets" or "replicasets" or "networkpolicies" or "events" ? type.Plural : type.GroupResource;

    private void List(ResourceType type, string @namespace)
    {
        if (Selectors.CannotList(_spec, _release))
        {
            // One for the list, one for the resource.
            Errors += 2;
            return;
        }

        foreach (var item in _registry.Store.All(type, @namespace.Length == 0 ? null : @namespace)
            .Where(item => Selectors.Match(_spec, item.Labels)))
        {
            if (item.Namespace.Length > 0)
            {
                _tracked.Add(item.Namespace);
            }

            Add(type, item);
        }
    }

    private void Add(ResourceType type, StoredObject item)
    {
        if (item.Labels.GetValueOrDefault(ExcludeLabel) == "true" || item.Deleting
            || (item.Namespace.Length > 0 && !_namespaces.ShouldInclude(item.Namespace))
            || !_taken.Add((type.GroupResource, item.Key)))
        {
            return;
        }

        _items.Add(new BackedUpItem(type, item));
    }

    /// <summary>A claim brings its volume along, when it is bound to one.</summary>
    private void AddVolumes()
    {
        if (_registry.Catalog.Find("v1", "persistentvolumes") is not { } volumes
            || _resources.ShouldExclude(ClusterFacts.KnownOf(volumes)))
        {
            return;
        }

        foreach (var claim in _items.Where(item => item.Type.Plural == "persistentvolumeclaims").ToList())
        {
            if (claim.Object.Phase == "Bound" && claim.Object.Read().Text("spec", "volumeName") is { } name
                && _registry.Store.Get(volumes, "", name) is { } volume)
            {
                Add(volumes, volume);
            }
        }
    }

    private void AddNamespaces()
    {
        foreach (var @namespace in _registry.Store.All(_registry.Catalog.Namespaces).Where(IsTaken))
        {
            Add(_registry.Catalog.Namespaces, @namespace);
        }

        if (_release.CompareTo(new VeleroRelease(1, 14, 1)) >= 0)
        {
            Errors += _namespaces.Named.Count(name => _registry.Store.Get(_registry.Catalog.Namespaces, "", name) is null);
            Errors += Selectors.Unreadable(_spec, _release);
        }
    }

    /// <summary>
    /// Up to 1.13 by the namespace lists alone; since then a namespace also comes along with an object in it, or with its
    /// own labels.
    /// </summary>
    private bool IsTaken(StoredObject @namespace)
    {
        if (_release.Minor < 14)
        {
            return _namespaces.ShouldInclude(@namespace.Name);
        }

        var hasSelector = Selectors.Any(_spec);
        return _tracked.Contains(@namespace.Name)
            || (hasSelector && Selectors.MatchReadable(_spec, @namespace.Labels, _release))
            || (!(_namespaces.IncludesEverything && hasSelector) && _namespaces.ShouldInclude(@namespace.Name));
    }

    /// <summary>The definitions of the custom resources that are in it.</summary>
    private void AddDefinitions()
    {
        var definitions = _registry.Catalog.Get("apiextensions.k8s.io/v1", "customresourcedefinitions");
        var known = ClusterFacts.KnownOf(definitions);
        if (_resources.ShouldExclude(known) || _resources.ShouldInclude(known))
        {
            return;
        }

        foreach (var name in _items.Select(item => item.Type.GroupResource).Distinct().ToList())
        {
            if (_registry.Store.Get(definitions, "", name) is { } definition)
            {
                Add(definitions, definition);
            }
        }
    }
}
