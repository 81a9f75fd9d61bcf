using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>
/// Which namespaces a backup takes. Source: Velero's <c>pkg/util/collections</c>, and <c>pkg/util/wildcard</c> since 1.18,
/// which turns patterns into the names they match before anything is listed.
/// </summary>
internal sealed class NamespaceChoice
{
    private readonly IReadOnlyList<string> _includes;
    private readonly IReadOnlyList<string> _excludes;
    private readonly IReadOnlyList<string> _active;
    private readonly VeleroRelease _release;
    private readonly bool _expanded;

    /// <param name="spec">As the server has stored it.</param>
    /// <param name="active">All namespaces of the cluster.</param>
    public NamespaceChoice(JsonNode? spec, IReadOnlyList<string> active, VeleroRelease release)
    {
        _active = active;
        _release = release;
        _includes = spec.Texts("includedNamespaces");
        _excludes = spec.Texts("excludedNamespaces");
        if (release.Minor < 18 || (_includes.Count == 0 && release.Patch > 0) || !_includes.Concat(_excludes).Any(IsPattern))
        {
            return;
        }

        _expanded = true;
        _includes = Expand(_includes);
        _excludes = Expand(_excludes);
    }

    /// <summary>Those named; each is missed when it does not exist.</summary>
    public IEnumerable<string> Named => _includes.Where(name => name != "*").Distinct();

    /// <summary>All namespaces without an exception: only then cluster resources come along by themselves.</summary>
    public bool IncludesEverything => _excludes.Count == 0
        && (_includes.Count == 0 || _includes is ["*"] || (_release.Minor >= 18 && _includes.Order().SequenceEqual(_active.Order())));

    public bool ShouldInclude(string name) =>
        !(_expanded && _includes.Count == 0)
        && !_excludes.Any(pattern => Glob.IsMatch(pattern, name))
        && (_includes.Count == 0 || _includes.Any(pattern => Glob.IsMatch(pattern, name)));

    /// <summary>In which namespaces objects are listed; the empty one stands for all.</summary>
    public IReadOnlyList<string> ToList()
    {
        if (_release.Minor < 18 && ShouldInclude("*"))
        {
            return [""];
        }

        // Older ones list all namespaces for an empty name, and leave the objects out afterwards.
        return [.. _includes.Distinct().Where(name => ShouldInclude(name) && (name.Length > 0 || _release.Minor < 18))];
    }

    private static bool IsPattern(string name) => name.AsSpan().IndexOfAny("*?[") >= 0;

    private List<string> Expand(IReadOnlyList<string> patterns) =>
    [
        .. patterns.SelectMany(pattern => IsPattern(pattern)
            ? _active.Where(name => Glob.IsMatch(pattern, name))
            : [pattern]).Distinct(),
    ];
}
