using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>How Velero finds the resource that a name in a list means, through the cluster's discovery.</summary>
/// <param name="served">What the cluster serves; null when that is not known.</param>
public sealed class ResourceNames(IReadOnlyList<KnownResource>? served)
{
    private readonly IReadOnlyList<KnownResource> _resources = served ?? BuiltInResources.All;

    /// <summary>Whether a name that is not found is one the cluster does not have.</summary>
    public bool IsComplete => served is not null;

    /// <summary>
    /// The resource of a plural, singular, kind or short name, with or without its group (or the beginning of it). A
    /// version or a slash is never part of a name.
    /// </summary>
    public KnownResource? Find(string name)
    {
        var dot = name.IndexOf('.');
        var (resource, group) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        var lower = resource.ToLowerInvariant();
        var named = _resources
            .Where(known => known.Plural == lower || known.Kind.ToLowerInvariant() == lower || known.ShortNames.Contains(resource))
            .ToList();
        return group.Length == 0
            ? named.FirstOrDefault()
            : named.FirstOrDefault(known => known.Group == group)
              ?? named.FirstOrDefault(known => known.Group.StartsWith(group, StringComparison.Ordinal));
    }

    /// <summary>Whether a resource is called just that, its group left out.</summary>
    public bool IsPlural(string name) => _resources.Any(known => known.Plural == name);

    /// <summary>The plural that a misspelt name was probably meant to be; null when none is near.</summary>
    public string? Nearest(string name) =>
        NearestWord.To(name, _resources.Select(static known => known.Plural).Concat(_resources.Select(static known => known.Name)));

    /// <summary>As Velero puts it into its filter: the resource's full name, or the text itself when it finds none.</summary>
    public string Resolve(string name) => name == "*" ? name : Find(name)?.Name ?? name;

    /// <summary>The resources that a list takes, each entry a name or a pattern of full names.</summary>
    public IEnumerable<KnownResource> Matching(string entry) =>
        _resources.Where(known => Glob.IsMatch(Resolve(entry), known.Name));

    public bool IsUnknown(string entry) =>
        entry != "*" && Find(entry) is null && (!CanName(entry) || (IsComplete && !Matching(entry).Any()));

    /// <summary>Whether any cluster could have a resource of that name.</summary>
    private static bool CanName(string entry) => entry.Length > 0 && entry.All(c =>
        char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '*' or '?' or '[' or ']' or '{' or '}' or ',' or '!');
}
