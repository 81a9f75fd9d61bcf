using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The namespaces of a Restore: Velero checks no name, and reads patterns in every version.</summary>
internal static class RestoreNamespaces
{
    private const string Mapping = "namespaceMapping";

    public static IEnumerable<VerdictReason> Validate(JsonObject spec)
    {
        var includes = StringSet.From(Json.Texts(spec, NamespaceLists.Included));
        var excludes = StringSet.From(Json.Texts(spec, NamespaceLists.Excluded));
        if (includes.Count > 1 && includes.Contains("*"))
        {
            yield return Of(
                VerdictRule.NamespaceStarBesideOthers, NamespaceLists.Included,
                "\"*\" means all namespaces and cannot stand beside other names.",
                "includes list must either contain '*' only, or a non-empty list of items");
        }

        if (excludes.Contains("*"))
        {
            yield return Of(
                VerdictRule.NamespacesAllExcluded, NamespaceLists.Excluded, "\"*\" leaves out every namespace.",
                "excludes list cannot contain '*'");
        }

        foreach (var name in excludes.Where(includes.Contains))
        {
            yield return Of(
                name == "*" ? VerdictRule.NamespacesAllExcluded : VerdictRule.NamespaceIncludedAndExcluded,
                NamespaceLists.Excluded,
                name == "*"
                    ? "\"*\" leaves out every namespace."
                    : $"\"{name}\" is among the namespaces to include and among those to leave out.",
                $"excludes list cannot contain an item in the includes list: {name}", name);
        }
    }

    /// <summary>What comes of the lists and the mapping, given what the backup holds.</summary>
    public static IEnumerable<VerdictReason> Judge(JsonObject spec, KnownBackup? source)
    {
        var includes = Json.Texts(spec, NamespaceLists.Included).ToList();
        var excludes = Json.Texts(spec, NamespaceLists.Excluded).ToList();
        var all = includes.Count == 0 || includes.Contains("*");
        return
        [
            .. Listed(includes, excludes, all, source),
            .. Mapped(spec, includes, name => (all || Glob.IsAnyMatch(includes, name)) && !Glob.IsAnyMatch(excludes, name), source),
        ];
    }

    private static IEnumerable<VerdictReason> Listed(
        List<string> includes, List<string> excludes, bool all, KnownBackup? source)
    {
        if (all)
        {
            return [];
        }

        var lost = includes
            .Select(name => (Name: name, Text: WhyNot(name, excludes, source)))
            .Where(item => item.Text is not null)
            .ToList();
        return lost.Select(item => new VerdictReason(
            VerdictRule.NamespaceNotInBackup, lost.Count == includes.Count ? Fate.Empty : Fate.Partial,
            source is null ? Mending.Spec : Mending.Reference, NamespaceLists.Included, item.Text!)
        {
            Subject = item.Name,
        });
    }

    /// <summary>Why nothing of a namespace, or of a pattern of them, is restored; null when that is not certain.</summary>
    private static string? WhyNot(string name, List<string> excludes, KnownBackup? source)
    {
        if (!Glob.IsPattern(name) && Glob.IsAnyMatch(excludes, name))
        {
            // Of one that stands in both lists enough is said.
            return excludes.Contains(name) ? null : $"\"{name}\" is left out by the excludes.";
        }

        if (source is null)
        {
            return null;
        }

        if (source.Namespaces is { } held)
        {
            return held.Any(@namespace => Glob.IsMatch(name, @namespace) && !Glob.IsAnyMatch(excludes, @namespace))
                ? null
                : $"The backup \"{source.Name}\" holds nothing of \"{name}\".";
        }

        if (Glob.IsPattern(name))
        {
            return null;
        }

        var taken = source.IncludedNamespaces.Count == 0
            || Glob.IsAnyMatch(source.IncludedNamespaces, name);
        return !taken ? $"The backup \"{source.Name}\" was not to hold \"{name}\"."
            : Glob.IsAnyMatch(source.ExcludedNamespaces, name)
                ? $"The backup \"{source.Name}\" leaves \"{name}\" out."
                : null;
    }

    private static IEnumerable<VerdictReason> Mapped(
        JsonObject spec, List<string> includes, Func<string, bool> isTaken, KnownBackup? source)
    {
        var mapping = (MergePatch.Find(spec, Mapping) as JsonObject ?? [])
            .Select(item => (From: item.Key, To: Json.Text(item.Value) ?? ""))
            .ToList();
        foreach (var (from, _) in mapping.Where(item => !CanBeMapped(item.From)))
        {
            yield return new VerdictReason(
                VerdictRule.NamespaceMappedFromNothing, Fate.Good, Mending.Spec, Mapping,
                Glob.IsPattern(from)
                    ? $"\"{from}\" is a pattern, and a mapping takes names alone: what it matches is restored where it was."
                    : $"\"{from}\" is no name of a namespace, so mapping it has no effect.")
            {
                Subject = from,
            };
        }

        mapping.RemoveAll(item => !CanBeMapped(item.From));
        foreach (var (from, to) in mapping.Where(item => item.To.Contains('.') || !ObjectNames.IsSubdomain(item.To) || item.To.Length > 63))
        {
            yield return new VerdictReason(
                VerdictRule.NamespaceTargetInvalid, isTaken(from) && mapping.Count > 1 ? Fate.Partial : Fate.Never,
                Mending.Spec, Mapping,
                $"\"{to}\" is no name of a namespace, so nothing of \"{from}\" is restored.")
            {
                Subject = from,
                Phase = isTaken(from) ? Phases.PartiallyFailed : null,
            };
        }

        // A namespace that is not mapped goes where it came from.
        var unmapped = (source?.Namespaces ?? includes)
            .Where(name => !Glob.IsPattern(name) && isTaken(name) && mapping.All(item => item.From != name))
            .Select(name => (From: name, To: name));
        foreach (var same in mapping.Where(item => isTaken(item.From)).Concat(unmapped).GroupBy(item => item.To, StringComparer.Ordinal)
            .Where(same => same.Count() > 1))
        {
            yield return new VerdictReason(
                VerdictRule.NamespacesMappedIntoOne, Fate.Partial, Mending.Spec, Mapping,
                $"{string.Join(" and ", same.Select(item => $"\"{item.From}\""))} all go into \"{same.Key}\": of objects of "
                + "one name only the first is restored, and the restore is Completed all the same.")
            {
                Subject = same.Key,
            };
        }

        foreach (var (from, _) in mapping.Where(item => !isTaken(item.From)
            || (source?.Namespaces is { } held && !held.Contains(item.From))))
        {
            yield return new VerdictReason(
                VerdictRule.NamespaceMappedFromNothing, Fate.Good, isTaken(from) ? Mending.Reference : Mending.Spec, Mapping,
                $"Nothing of \"{from}\" is restored, so mapping it has no effect.")
            {
                Subject = from,
            };
        }
    }

    /// <summary>Velero looks a namespace up by its name in the mapping.</summary>
    public static bool CanBeMapped(string from) => !from.Contains('.') && from.Length <= 63 && ObjectNames.IsSubdomain(from);

    private static VerdictReason Of(VerdictRule rule, string field, string text, string said, string subject = "") =>
        new(rule, Fate.Never, Mending.Spec, field, text)
        {
            Subject = subject,
            Phase = Phases.FailedValidation,
            Said = $"Invalid included/excluded namespace lists: {said}",
        };
}
