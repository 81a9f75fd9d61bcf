using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The lists of namespaces of a Backup: Velero's <c>ValidateNamespaceIncludesExcludes</c>, and what they choose.</summary>
internal sealed class NamespaceLists
{
    public const string Included = "includedNamespaces";
    public const string Excluded = "excludedNamespaces";
    public const string ExcludeLabel = "velero.io/exclude-from-backup";

    private const string NameRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private readonly VeleroRelease _release;
    private readonly ClusterKnowledge _cluster;
    private readonly List<string> _includes;
    private readonly List<string> _excludes;
    private readonly HashSet<string> _labelled;

    /// <param name="includes">As written.</param>
    /// <param name="excludes">As written; the labelled namespaces are added here.</param>
    public NamespaceLists(
        IEnumerable<string> includes, IEnumerable<string> excludes, VeleroRelease release, ClusterKnowledge cluster)
    {
        _release = release;
        _cluster = cluster;
        _includes = [.. includes];
        IsAbsent = _includes.Count == 0;
        Labelled = release.IsFrom(10) && cluster.Namespaces is { } namespaces
            ? [.. namespaces.Where(item => item.Value.GetValueOrDefault(ExcludeLabel) == "true")
                .Select(item => item.Key).Order(StringComparer.Ordinal)]
            : [];
        _labelled = [.. Labelled];
        _excludes = [.. excludes, .. Labelled];
        if (IsAbsent && release.IsFrom(18, 1))
        {
            _includes.Add("*");
        }
    }

    /// <summary>The namespaces labelled out of every backup, which the server adds to the excludes.</summary>
    public IReadOnlyList<string> Labelled { get; }

    public bool IsAbsent { get; }

    /// <summary>All namespaces are meant, but for those excluded.</summary>
    public bool TakesAll => IsAbsent || _includes.Contains("*");

    private bool Expands => _release.IsFrom(18);

    /// <summary>
    /// Whether a namespace that exists is taken, if the lists are. Up to 1.17 a pattern among those to include is looked for
    /// as a name, unless it matches "*" itself, which means that everything is listed.
    /// </summary>
    public bool Takes(string name)
    {
        if (Glob.IsAnyMatch(_excludes, name)
            || (_release is { Minor: 18, Patch: 0 } && IsAbsent && _excludes.Any(IsWildcard)))
        {
            return false;
        }

        return TakesAll || (Expands || Glob.IsAnyMatch(_includes, "*")
            ? Glob.IsAnyMatch(_includes, name)
            : _includes.Contains(name));
    }

    public IEnumerable<VerdictReason> Judge(bool collectsNamespaces)
    {
        var invalid = Invalid().ToList();
        if (invalid.Count > 0)
        {
            return invalid;
        }

        if (_release is { Minor: 14, Patch: 0 } && _cluster.Namespaces is { } known)
        {
            var missing = _includes.Where(name => name.Length > 0 && name != "*" && !known.ContainsKey(name))
                .Order(StringComparer.Ordinal)
                .Select(name => Missing(name, Fate.Never, Phases.FailedValidation) with
                {
                    Said = Prefixed($"Namespace \"{name}\" not found"),
                })
                .ToList();
            if (missing.Count > 0)
            {
                return missing;
            }
        }

        return [.. Broken(), .. Chosen(collectsNamespaces)];
    }

    private static VerdictReason Of(
        VerdictRule rule, string field, string text, string subject = "", string? said = null, Mending mending = Mending.Spec) =>
        new(rule, Fate.Never, mending, field, text)
        {
            Subject = subject,
            Phase = Phases.FailedValidation,
            Said = said is null ? null : Prefixed(said),
        };

    private static string Prefixed(string said) => $"Invalid included/excluded namespace lists: {said}";

    private IEnumerable<VerdictReason> Invalid()
    {
        var includes = StringSet.From(_includes);
        var excludes = StringSet.From(_excludes);
        if (includes.Count > 1 && includes.Contains("*"))
        {
            yield return Of(
                VerdictRule.NamespaceStarBesideOthers, Included,
                "\"*\" means all namespaces and cannot stand beside other names.",
                said: "includes list must either contain '*' only, or a non-empty list of items");
        }

        if (excludes.Contains("*"))
        {
            yield return Of(
                VerdictRule.NamespacesAllExcluded, Excluded, "\"*\" leaves out every namespace.",
                said: "excludes list cannot contain '*'");
        }

        foreach (var name in excludes.Where(includes.Contains))
        {
            yield return IncludedAndExcluded(name);
        }

        foreach (var (field, name) in includes.Select(name => (Included, name))
            .Concat(excludes.Select(name => (Excluded, name))))
        {
            foreach (var (text, said) in NameErrors(name))
            {
                yield return Of(
                    VerdictRule.NamespaceNameInvalid, field, text, name, said,
                    IsPatternSince18(name) ? Mending.Version : Mending.Spec);
            }
        }
    }

    private VerdictReason IncludedAndExcluded(string name)
    {
        var said = $"excludes list cannot contain an item in the includes list: {name}";
        return _labelled.Contains(name)
            ? Of(
                VerdictRule.NamespaceLabelledOut, Included,
                $"The namespace \"{name}\" carries the label {ExcludeLabel}=true, and it is listed by name: the whole "
                + "backup fails validation, not that namespace alone.", name, said, Mending.Cluster)
            : name == "*"
                ? Of(VerdictRule.NamespacesAllExcluded, Excluded, "\"*\" leaves out every namespace.", said: said)
                : Of(
                    VerdictRule.NamespaceIncludedAndExcluded, Excluded,
                    $"\"{name}\" is among the namespaces to include and among those to leave out.", name, said);
    }

    /// <summary>Refused by an older Velero alone: what since 1.18 is a pattern.</summary>
    private static bool IsPatternSince18(string name) => name.AsSpan().IndexOfAny("?[]") >= 0
        && new NamespaceLists([name], [], new VeleroRelease(1, 18, 2), ClusterKnowledge.Nothing).NameErrors(name).Count == 0;

    private List<(string Text, string Said)> NameErrors(string name)
    {
        if (name.Length == 0)
        {
            return [];
        }

        if (Expands && PatternError(name) is { } error)
        {
            return [error];
        }

        var plain = name.Replace('*', 'x');
        if (Expands)
        {
            plain = plain.Replace('?', 'x').Replace('[', 'x').Replace(']', 'x');
        }

        var errors = new List<(string, string)>();
        if (plain.Length > 63)
        {
            errors.Add((
                $"\"{name}\" is no name of a namespace: it has more than 63 characters.",
                $"invalid namespace \"{name}\": must be no more than 63 characters"));
        }

        if (plain.Contains('.') || !ObjectNames.IsSubdomain(plain))
        {
            errors.Add((
                IsPatternSince18(name)
                    ? $"\"{name}\" is a pattern to Velero 1.18 and later only; here it is no name of a namespace."
                    : $"\"{name}\" is no name of a namespace: it has lower-case letters, digits and \"-\", and starts "
                    + "and ends with a letter or a digit.",
                $"invalid namespace \"{name}\": {NameRule}"));
        }

        return errors;
    }

    private static (string Text, string Said)? PatternError(string name)
    {
        if (name.AsSpan().IndexOfAny("|()!{},") >= 0)
        {
            return (
                $"\"{name}\" has a character that a name or a pattern cannot have: | ( ) ! {{ }} ,",
                "wildcard pattern contains unsupported characters: |, (, ), !, {, }, ,");
        }

        if (name.Contains("**", StringComparison.Ordinal))
        {
            return (
                $"\"{name}\" has two \"*\" side by side.",
                "wildcard pattern contains consecutive asterisks (only single * allowed)");
        }

        for (var index = 0; index < name.Length; index++)
        {
            if (name[index] == ']')
            {
                return (
                    $"\"{name}\" has a \"]\" that nothing opens.",
                    "wildcard pattern contains unmatched closing bracket ']'");
            }

            if (name[index] == '[')
            {
                var close = name.IndexOf(']', index);
                if (close < 0)
                {
                    return ($"\"{name}\" has a \"[\" that nothing closes.", "wildcard pattern contains unclosed bracket '['");
                }

                if (close == index + 1)
                {
                    return ($"\"{name}\" has \"[]\", which matches nothing.", "wildcard pattern contains empty bracket pattern '[]'");
                }

                index = close;
            }
        }

        return null;
    }

    /// <summary>Patterns that pass Velero's own look, and that its library then refuses.</summary>
    private IEnumerable<VerdictReason> Broken() => !Expands
        ? []
        : _includes.Select(name => (Field: Included, Name: name))
            .Concat(_excludes.Select(name => (Field: Excluded, Name: name)))
            .Where(item => item.Name.AsSpan().IndexOfAny("*?[") >= 0)
            .Select(item => (item.Field, item.Name, Error: Glob.ErrorOf(item.Name)))
            .Where(item => item.Error is not null)
            .Select(item => new VerdictReason(
                VerdictRule.NamespaceNameInvalid, Fate.Never, Mending.Spec, item.Field,
                $"\"{item.Name}\" is no pattern: brackets hold either one range, as in [a-z], or a list, as in [abc].")
            {
                Subject = item.Name,
                Phase = Phases.Failed,
                Said = item.Error,
            });

    private IEnumerable<VerdictReason> Chosen(bool collectsNamespaces)
    {
        if (_release is { Minor: 18, Patch: 0 } && IsAbsent && _excludes.Any(IsWildcard))
        {
            return
            [
                new VerdictReason(
                    VerdictRule.NamespaceListAbsentBesidePattern, Fate.Empty, Mending.Version, Included,
                    "Velero 1.18.0 reads an absent list beside a pattern among the excludes as no namespace at all."),
            ];
        }

        if (TakesAll)
        {
            return [];
        }

        var names = _includes.Where(name => name.Length > 0 && !IsWildcard(name)).ToList();
        var left = names.Where(name => !Glob.IsAnyMatch(_excludes, name)).ToList();
        var reasons = new List<VerdictReason>();
        if (names.Count == _includes.Count && left.Count == 0)
        {
            reasons.Add(new VerdictReason(
                VerdictRule.NamespacesAllExcluded, Fate.Empty, Mending.Spec, Excluded,
                "Every namespace to include is among those to leave out."));
        }

        if (_includes.Contains(""))
        {
            reasons.Add(new VerdictReason(
                VerdictRule.NamespaceBlank, Fate.Never, Mending.Spec, Included, "An empty text is no name of a namespace.")
            {
                Phase = FailsForMissing(collectsNamespaces),
            });
        }

        var patterns = _includes.Where(IsWildcard).ToList();
        var found = _cluster.Namespaces is null ? null : Found(patterns);
        if (patterns.Count > 0)
        {
            reasons.AddRange(OfPatterns(patterns, left.Count > 0, found, collectsNamespaces));
        }

        if (_cluster.Namespaces is { } known)
        {
            var missing = names.Where(name => !known.ContainsKey(name)).ToList();
            var some = left.Except(missing).Any() || (Expands && found is { Count: > 0 });
            reasons.AddRange(missing.Select(name => Missing(
                name,
                some ? Fate.Partial : _release.IsFrom(14) && collectsNamespaces ? Fate.Never : Fate.Empty,
                FailsForMissing(collectsNamespaces))));
        }

        return reasons;
    }

    private IEnumerable<VerdictReason> OfPatterns(
        List<string> patterns, bool hasNames, List<string>? found, bool collectsNamespaces)
    {
        if (!Expands)
        {
            return patterns.Select(pattern => new VerdictReason(
                VerdictRule.NamespacePatternUnsupported,
                hasNames || IsStars(pattern) ? Fate.Partial : Fate.Never, Mending.Version, Included,
                $"Velero reads \"{pattern}\" as a pattern since 1.18; this one looks for a namespace of just that name.")
            {
                Subject = pattern,
                Phase = FailsForMissing(collectsNamespaces),
            });
        }

        if (found is null)
        {
            return [];
        }

        var unmatched = patterns.Where(pattern =>
            !_cluster.Namespaces!.Keys.Any(name => Glob.IsMatch(pattern, name))).ToList();
        return found.Count == 0 && !hasNames && unmatched.Count < patterns.Count
            ? NoneLeft(patterns)
            : unmatched.Select(pattern => new VerdictReason(
                VerdictRule.NamespacePatternMatchesNothing,
                hasNames || found.Count > 0 ? Fate.Partial : Fate.Empty, Mending.Cluster, Included,
                $"No namespace of the cluster matches \"{pattern}\".")
            {
                Subject = pattern,
            });
    }

    /// <summary>Every namespace that the patterns match is left out: by whom.</summary>
    private IEnumerable<VerdictReason> NoneLeft(List<string> patterns)
    {
        var labelled = Labelled.Where(name => Glob.IsAnyMatch(patterns, name)).ToList();
        return labelled.Count == 0
            ?
            [
                new VerdictReason(
                    VerdictRule.NamespacesAllExcluded, Fate.Empty, Mending.Cluster, Excluded,
                    "Every namespace that the patterns match is left out."),
            ]
            : labelled.Select(name => new VerdictReason(
                VerdictRule.NamespaceLabelledOut, Fate.Empty, Mending.Cluster, Included,
                $"The namespace \"{name}\" carries the label {ExcludeLabel}=true, and the patterns match no namespace that is not left out.")
            {
                Subject = name,
            });
    }

    private List<string> Found(List<string> patterns) =>
    [
        .. _cluster.Namespaces!.Keys.Where(name =>
            Glob.IsAnyMatch(patterns, name) && !Glob.IsAnyMatch(_excludes, name)),
    ];

    private VerdictReason Missing(string name, Fate fate, string? phase) => new(
        VerdictRule.NamespaceMissing, fate, Mending.Cluster, Included,
        $"The cluster has no namespace \"{name}\".")
    {
        Subject = name,
        Phase = phase,
    };

    /// <summary>Older ones ask whether a pattern matches "*", and list everything if one does.</summary>
    private static bool IsStars(string pattern) => pattern.All(c => c == '*');

    /// <summary>Velero misses a namespace since 1.14.1, while it lists the namespaces, if it does.</summary>
    private string? FailsForMissing(bool collectsNamespaces) =>
        _release.IsFrom(14, 1) && collectsNamespaces ? Phases.PartiallyFailed : null;

    private bool IsWildcard(string name) => name.AsSpan().IndexOfAny(Expands ? "*?[" : "*") >= 0;
}
