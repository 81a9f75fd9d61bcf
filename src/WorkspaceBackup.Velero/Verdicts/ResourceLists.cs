using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The lists of resources of a Backup or a Restore, and what is left of what they name.</summary>
internal static class ResourceLists
{
    public static readonly (string Included, string Excluded) Old = ("includedResources", "excludedResources");

    public static readonly (string Included, string Excluded) Cluster =
        ("includedClusterScopedResources", "excludedClusterScopedResources");

    public static readonly (string Included, string Excluded) Namespaced =
        ("includedNamespaceScopedResources", "excludedNamespaceScopedResources");

    public static bool UsesOld(JsonObject spec) =>
        Json.Flag(spec, "includeClusterResources") is not null || Any(spec, Old.Included) || Any(spec, Old.Excluded);

    public static bool UsesScoped(JsonObject spec) =>
        Any(spec, Cluster.Included) || Any(spec, Cluster.Excluded)
        || Any(spec, Namespaced.Included) || Any(spec, Namespaced.Excluded);

    /// <summary>Velero's <c>ValidateIncludesExcludes</c>.</summary>
    public static IEnumerable<VerdictReason> Validate(
        IEnumerable<string> included, IEnumerable<string> excluded, (string Included, string Excluded) fields)
    {
        var (includes, excludes) = (StringSet.From(included), StringSet.From(excluded));
        if (includes.Count > 1 && includes.Contains("*"))
        {
            yield return StarBesideOthers(fields.Included, "includes", "Invalid included/excluded resource lists");
        }

        if (excludes.Contains("*"))
        {
            yield return Of(
                VerdictRule.ResourcesAllExcluded, fields.Excluded, "\"*\" leaves out every resource.",
                "Invalid included/excluded resource lists: excludes list cannot contain '*'");
        }

        foreach (var name in excludes.Where(includes.Contains))
        {
            yield return Both(name, fields, "Invalid included/excluded resource lists");
        }
    }

    /// <summary>Velero's <c>ValidateScopedIncludesExcludes</c>.</summary>
    public static IEnumerable<VerdictReason> ValidateScoped(JsonObject spec, (string Included, string Excluded) fields)
    {
        var prefix = fields == Cluster
            ? "Invalid cluster-scoped included/excluded resource lists"
            : "Invalid namespace-scoped included/excluded resource lists";
        var includes = StringSet.From(Json.Texts(spec, fields.Included));
        var excludes = StringSet.From(Json.Texts(spec, fields.Excluded));
        if (includes.Count > 1 && includes.Contains("*"))
        {
            yield return StarBesideOthers(fields.Included, "includes", prefix);
        }

        if (excludes.Count > 1 && excludes.Contains("*"))
        {
            yield return StarBesideOthers(fields.Excluded, "excludes", prefix);
        }

        if (includes.Count > 0 && excludes.Contains("*"))
        {
            yield return Of(
                VerdictRule.ResourcesAllExcluded, fields.Excluded,
                "\"*\" leaves out every such resource, so none can be included.",
                $"{prefix}: when exclude is '*', include cannot have value");
        }

        foreach (var name in excludes.Where(includes.Contains))
        {
            yield return Both(name, fields, prefix);
        }
    }

    /// <summary>What the old lists leave of what they name.</summary>
    /// <param name="takesWholeCluster">
    /// All namespaces without an exception: only then "auto" takes cluster resources that nothing brings along.
    /// </param>
    public static IEnumerable<VerdictReason> JudgeOld(JsonObject spec, ResourceNames names, bool? takesWholeCluster)
    {
        var flag = Json.Flag(spec, "includeClusterResources");
        var companions = new Companions(spec, names);
        return Judge(
            spec, Old, names,
            resource => resource.Namespaced || flag == true || (resource.Name == "namespaces" && flag != false)
                || (flag is null && (takesWholeCluster != false || companions.BringToBackup(resource))),
            Json.Texts(spec, Old.Excluded));
    }

    /// <summary>What the lists of a Restore leave of what they name.</summary>
    public static IEnumerable<VerdictReason> JudgeRestore(JsonObject spec, ResourceNames names, IReadOnlyList<string> neverRestored)
    {
        var flag = Json.Flag(spec, "includeClusterResources");
        var companions = new Companions(spec, names);
        var takesWholeCluster = Json.Texts(spec, NamespaceLists.Included).All(static name => name == "*")
            && !Json.Texts(spec, NamespaceLists.Excluded).Any();
        return Judge(
            spec, Old, names,
            resource => resource.Namespaced || flag == true
                || (flag is null && (takesWholeCluster || companions.BringToRestore(resource))),
            Json.Texts(spec, Old.Excluded), neverRestored);
    }

    public static IEnumerable<VerdictReason> JudgeScoped(JsonObject spec, ResourceNames names) =>
        Judge(spec, Namespaced, names, static _ => true, Json.Texts(spec, Namespaced.Excluded))
            .Concat(Judge(spec, Cluster, names, static _ => true, Json.Texts(spec, Cluster.Excluded)))
            .Concat(Mismatched(spec, Namespaced, names, namespaced: true))
            .Concat(Mismatched(spec, Cluster, names, namespaced: false))
            .Concat(NothingLeft(spec));

    private static IEnumerable<VerdictReason> NothingLeft(JsonObject spec) =>
        Json.Texts(spec, Namespaced.Excluded).ToList() is ["*"] && !Any(spec, Cluster.Included)
            ?
            [
                new VerdictReason(
                    VerdictRule.ResourcesAllExcluded, Fate.Empty, Mending.Spec, Namespaced.Excluded,
                    "\"*\" leaves out everything in the namespaces, and nothing outside of them is included: a backup holds the "
                    + "namespaces themselves and nothing in them."),
            ]
            : [];

    private static IEnumerable<VerdictReason> Judge(
        JsonObject spec, (string Included, string Excluded) fields, ResourceNames names, Func<KnownResource, bool> isTaken,
        IEnumerable<string> excludes, IReadOnlyList<string>? neverRestored = null)
    {
        var unknown = UnknownExcluded(spec, fields.Excluded, names);
        var included = Json.Texts(spec, fields.Included).Distinct(StringComparer.Ordinal).ToList();
        if (included.Count == 0 || included.Contains("*"))
        {
            return unknown;
        }

        var excluded = excludes.Where(name => name != "*").Select(names.Resolve).ToList();
        var lost = included
            .Select(name => (Name: name, Rule: RuleOf(name, excluded, names, isTaken, neverRestored ?? [])))
            .Where(item => item.Rule is not null)
            .ToList();

        // Without the lists of namespaced resources Velero still takes the namespaces; cluster resources come on top.
        var fate = lost.Count == included.Count && fields != Cluster ? Fate.Empty : Fate.Partial;
        return lost.Select(item => new VerdictReason(
            item.Rule!.Value, fate,
            item.Rule == VerdictRule.ResourceUnknown && names.IsComplete && CouldBeServed(item.Name) ? Mending.Cluster : Mending.Spec,
            item.Rule == VerdictRule.ResourceIncludedAndExcluded ? fields.Excluded : fields.Included,
            TextOf(item.Rule.Value, item.Name, names, Json.Flag(spec, "includeClusterResources") is null))
        {
            Subject = item.Name,
        }).Concat(unknown);
    }

    // A resource with its group that the cluster just does not have is nothing to leave out; a slip of the pen is.
    private static IEnumerable<VerdictReason> UnknownExcluded(JsonObject spec, string field, ResourceNames names) =>
        from name in Json.Texts(spec, field).Distinct(StringComparer.Ordinal)
        where names.IsUnknown(name)
        let near = names.Nearest(name)
        where near is not null || !name.Contains('.')
        select new VerdictReason(
            VerdictRule.ResourceUnknown, Fate.Good,
            names.IsComplete && CouldBeServed(name) ? Mending.Cluster : Mending.Spec, field,
            $"{TextOf(VerdictRule.ResourceUnknown, name, names, isAuto: false)} It leaves nothing out"
            + (near is null ? "." : $"; \"{near}\" is probably meant."))
        {
            Subject = name,
        };

    private static bool CouldBeServed(string name) => !name.Contains('/');

    private static VerdictRule? RuleOf(
        string name, List<string> excluded, ResourceNames names, Func<KnownResource, bool> isTaken,
        IReadOnlyList<string> neverRestored)
    {
        if (names.IsUnknown(name))
        {
            return VerdictRule.ResourceUnknown;
        }

        var resources = names.Matching(name).ToList();
        if (resources.Count == 0)
        {
            return null;
        }

        return resources.All(resource => neverRestored.Contains(resource.Name)) ? VerdictRule.ResourceNotRestorable
            : resources.All(resource => Glob.IsAnyMatch(excluded, resource.Name) || neverRestored.Contains(resource.Name))
            ? VerdictRule.ResourceIncludedAndExcluded
            : resources.All(resource => !isTaken(resource)) ? VerdictRule.ResourceClusterScopedLeftOut : null;
    }

    private static string TextOf(VerdictRule rule, string name, ResourceNames names, bool isAuto) => rule switch
    {
        VerdictRule.ResourceUnknown when name.Contains('/') =>
            $"\"{name}\" names no resource: a name is \"deployments\", \"deploy\" or \"deployments.apps\", without a version.",
        VerdictRule.ResourceUnknown => $"The cluster serves no resource \"{name}\".",
        VerdictRule.ResourceIncludedAndExcluded =>
            $"\"{name}\" ({names.Resolve(name)}) is among the resources to include and, spelt otherwise, among those to "
            + "leave out.",
        VerdictRule.ResourceNotRestorable => $"Velero never restores \"{name}\" ({names.Resolve(name)}).",
        _ => $"\"{name}\" is in no namespace, and resources in no namespace are left out here"
            + (isAuto && Companions.Of(names.Resolve(name)) is { } companion ? $" unless {companion} bring them along." : "."),
    };

    private static IEnumerable<VerdictReason> Mismatched(
        JsonObject spec, (string Included, string Excluded) fields, ResourceNames names, bool namespaced) =>
        Json.Texts(spec, fields.Included).Select(name => (Field: fields.Included, Name: name))
            .Concat(Json.Texts(spec, fields.Excluded).Select(name => (Field: fields.Excluded, Name: name)))
            .Where(item => item.Name != "*" && names.Find(item.Name) is { } found && found.Namespaced != namespaced)
            .Select(item => new VerdictReason(
                VerdictRule.ResourceScopeMismatch, Fate.Good, Mending.Spec, item.Field,
                $"\"{item.Name}\" is {(namespaced ? "in no namespace" : "namespaced")}: Velero drops it from this list "
                + "without a word.")
            {
                Subject = item.Name,
            });

    private static bool Any(JsonObject spec, string field) => MergePatch.Find(spec, field) is JsonArray { Count: > 0 };

    private static VerdictReason StarBesideOthers(string field, string list, string prefix) => Of(
        VerdictRule.ResourceStarBesideOthers, field, "\"*\" means all and cannot stand beside other names.",
        $"{prefix}: {list} list must either contain '*' only, or a non-empty list of items");

    private static VerdictReason Both(string name, (string Included, string Excluded) fields, string prefix) => Of(
        VerdictRule.ResourceIncludedAndExcluded, fields.Excluded,
        $"\"{name}\" is among the resources to include and among those to leave out.",
        $"{prefix}: excludes list cannot contain an item in the includes list: {name}", name);

    private static VerdictReason Of(VerdictRule rule, string field, string text, string said, string subject = "") =>
        new(rule, Fate.Never, Mending.Spec, field, text)
        {
            Subject = subject,
            Phase = Phases.FailedValidation,
            Said = said,
        };
}
