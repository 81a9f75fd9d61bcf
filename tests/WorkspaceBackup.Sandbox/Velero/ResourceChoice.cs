using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>
/// Which resources a backup takes: the old lists with the flag for cluster resources, or the four scoped lists. Source:
/// Velero's <c>pkg/util/collections/includes_excludes.go</c>.
/// </summary>
internal sealed class ResourceChoice
{
    private readonly ResourceNames _names;
    private readonly bool _everything;
    private readonly bool? _clusterResources;
    private readonly bool _isOld;
    private readonly (List<string> Included, List<string> Excluded) _old;
    private readonly (List<string> Included, List<string> Excluded) _namespaced;
    private readonly (List<string> Included, List<string> Excluded) _cluster;

    public ResourceChoice(JsonNode? spec, ResourceNames names, bool includesEverything)
    {
        _names = names;
        _everything = includesEverything;
        _clusterResources = spec.At("includeClusterResources")?.GetValue<bool>();
        _old = (Resolved(spec, "includedResources", null), Resolved(spec, "excludedResources", null));
        _namespaced = (
            Resolved(spec, "includedNamespaceScopedResources", true), Resolved(spec, "excludedNamespaceScopedResources", true));
        _cluster = (
            Resolved(spec, "includedClusterScopedResources", false), Resolved(spec, "excludedClusterScopedResources", false));
        _isOld = _clusterResources is not null || spec.Texts("includedResources").Count > 0
            || spec.Texts("excludedResources").Count > 0;
    }

    public bool ShouldInclude(KnownResource resource)
    {
        var name = resource.Name;
        if (_isOld)
        {
            return (resource.Namespaced || _clusterResources == true
                    || (_clusterResources is null && (_everything || name == "namespaces")))
                && !Any(_old.Excluded, name)
                && (_old.Included.Count == 0 || Any(_old.Included, name));
        }

        if (resource.Namespaced)
        {
            return !Any(_namespaced.Excluded, name) && (_namespaced.Included.Count == 0 || Any(_namespaced.Included, name));
        }

        if (Any(_cluster.Excluded, name))
        {
            return false;
        }

        return (_cluster is { Included.Count: 0, Excluded.Count: 0 } && _everything
                && _namespaced is { Included.Count: 0, Excluded.Count: 0 })
            || Any(_cluster.Included, name) || name == "namespaces";
    }

    /// <summary>Whether even what another object brings along is left out.</summary>
    public bool ShouldExclude(KnownResource resource)
    {
        if (!_isOld)
        {
            return Any(resource.Namespaced ? _namespaced.Excluded : _cluster.Excluded, resource.Name);
        }

        return Any(_old.Excluded, resource.Name)
            || (!resource.Namespaced && (_clusterResources == false
                || (_clusterResources is null && _old.Included.Count > 0 && !Any(_old.Included, resource.Name))));
    }

    private static bool Any(List<string> list, string name) => list.Any(entry => Glob.IsMatch(entry, name));

    /// <summary>A name of the other scope is dropped without a word.</summary>
    private List<string> Resolved(JsonNode? spec, string field, bool? namespaced) =>
    [
        .. spec.Texts(field)
            .Where(name => namespaced is null || name == "*" || _names.Find(name) is not { } found || found.Namespaced == namespaced)
            .Select(_names.Resolve),
    ];
}
