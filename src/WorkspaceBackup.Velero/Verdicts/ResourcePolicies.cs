using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using YamlDotNet.RepresentationModel;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>The ConfigMap that <c>resourcePolicy</c> names: whether Velero can read it, and whether it may stand there.</summary>
internal static class ResourcePolicies
{
    private const string Field = "resourcePolicy";

    private static readonly string[] s_filters =
    [
        "includedClusterScopedResources", "excludedClusterScopedResources", "includedNamespaceScopedResources",
        "excludedNamespaceScopedResources",
    ];

    private static readonly YamlShape s_anything = new YamlShape.Anything("interface {}");

    private static readonly YamlShape s_anyByKey = new YamlShape.Map(s_anything);

    public static IEnumerable<VerdictReason> Judge(
        JsonObject spec, string backup, ClusterKnowledge cluster, VeleroRelease release)
    {
        if (!release.IsFrom(11) || MergePatch.Find(spec, Field) is not JsonObject reference)
        {
            return [];
        }

        var kind = Json.Text(reference, "kind") ?? "";
        if (!IsConfigMap(kind, release))
        {
            return
            [
                new VerdictReason(
                    VerdictRule.PolicyKindIgnored, Fate.Good, Mending.Spec, Field,
                    $"\"{kind}\" is no kind that Velero reads policies from: it ignores the policy without a word. The "
                    + "only kind is \"configmap\"."),
            ];
        }

        var name = Json.Text(reference, "name") ?? "";
        if (cluster.ConfigMaps is not { } known)
        {
            return [];
        }

        var (@namespace, path) = (cluster.VeleroNamespace, $"{cluster.VeleroNamespace}/{name}");
        if (!known.TryGetValue(name, out var data))
        {
            return Missing(path, name, @namespace, release);
        }

        return Read(data, @namespace, name, release) is { } problem
            ? [Unreadable(problem, path, $"{@namespace}/{backup}", release)]
            : HasFilters(data) && release.IsFrom(17) && ResourceLists.UsesOld(spec) ? [BesideFilters(name)] : [];
    }

    /// <summary>
    /// Why what is backed up depends on the policy, as far as it is known; null when it does not: there is none, Velero
    /// ignores it, or it chooses nothing.
    /// </summary>
    public static string? Chooses(JsonObject spec, ClusterKnowledge cluster)
    {
        if (MergePatch.Find(spec, Field) is not JsonObject reference
            || !IsConfigMap(Json.Text(reference, "kind") ?? "", cluster.Velero ?? VeleroRelease.Distinct[^1]))
        {
            return null;
        }

        var name = Json.Text(reference, "name") ?? "";
        if (cluster.ConfigMaps?.GetValueOrDefault(name) is not { Count: > 0 } data)
        {
            return $"its resource policy (ConfigMap \"{name}\") could not be read";
        }

        var root = YamlData.Parse(data.Values.First(), out var error);
        return error is not null ? $"its resource policy (ConfigMap \"{name}\") is no YAML"
            : YamlData.Child(root, "volumePolicies") is YamlSequenceNode { Children.Count: > 0 }
                ? $"the volume policies of the ConfigMap \"{name}\" decide which volumes it takes"

            // Whatever else it has, also what a later version may bring.
            : (root as YamlMappingNode)?.Children.Any(static entry => YamlData.Scalar(entry.Key) is not ("version" or "volumePolicies")
                && !YamlData.IsNull(entry.Value) && entry.Value is not YamlSequenceNode { Children.Count: 0 }) == true
                ? $"the policy of the ConfigMap \"{name}\" decides which resources it takes"
            : null;
    }

    /// <summary>Whether a volume policy in a ConfigMap's data has volumes read through the file system.</summary>
    public static bool UsesFileSystem(IEnumerable<KeyValuePair<string, string>> data) =>
        data.Select(static entry => entry.Value).FirstOrDefault() is { } text
        && YamlData.Child(YamlData.Parse(text, out _), "volumePolicies") is YamlSequenceNode policies
        && policies.Any(static policy => YamlData.Scalar(YamlData.Child(YamlData.Child(policy, "action"), "type")) == "fs-backup");

    private static bool IsConfigMap(string kind, VeleroRelease release) => release.IsFrom(12)
        ? kind.Equals("configmap", StringComparison.OrdinalIgnoreCase)
        : kind == "configmap";

    private static IEnumerable<VerdictReason> Missing(string path, string name, string @namespace, VeleroRelease release)
    {
        var reason = new VerdictReason(
            VerdictRule.PolicyMissing, Fate.Never, Mending.Reference, Field,
            $"There is no ConfigMap \"{name}\" in the namespace \"{@namespace}\".")
        {
            Subject = name,
            Phase = Phases.FailedValidation,
        };
        var missing = $"ConfigMap \"{name}\" not found";
        if (release.IsFrom(14, 1))
        {
            yield return reason with
            {
                Said = $"fail to get ResourcePolicies {path} ConfigMap{(release.IsFrom(19) ? ": " : " with error ")}{missing}",
            };
            yield break;
        }

        // It went on to read the ConfigMap that was not there.
        yield return reason with { Said = $"failed to get resource policies {path} configmap with err {missing}" };
        yield return reason with { Said = $"resource policies {path}: illegal resource policies / configmap" };
    }

    private static VerdictReason Unreadable(PolicyProblem problem, string path, string wrongPath, VeleroRelease release) => new(
        VerdictRule.PolicyUnreadable, Fate.Never, Mending.Reference, Field,
        $"Velero cannot use the ConfigMap \"{path}\": {problem.Text}.")
    {
        Subject = path,
        Phase = Phases.FailedValidation,

        // What the message calls the ConfigMap is the Backup's name.
        Said = !release.IsFrom(14, 1)
            ? $"resource policies {path}: {problem.Said}"
            : (problem.IsInvalid
                ? $"fail to validate ResourcePolicies in ConfigMap {wrongPath}"
                : $"fail to read the ResourcePolicies from ConfigMap {wrongPath}")
              + (release.IsFrom(19) ? ": " : " with error ") + problem.Said,
    };

    private static VerdictReason BesideFilters(string name) => new(
        VerdictRule.PolicyBesideFilters, Fate.Never, Mending.Reference, Field,
        $"The policies of \"{name}\" choose resources themselves, which goes with the scoped lists alone, not with "
        + "includedResources, excludedResources or includeClusterResources.")
    {
        Subject = name,
        Phase = Phases.FailedValidation,
        Said = "include-resources, exclude-resources and include-cluster-resources are old filter parameters.\n"
            + "They cannot be used with include-exclude policies.",
    };

    private static bool HasFilters(IReadOnlyDictionary<string, string> data) =>
        !YamlData.IsNull(YamlData.Child(YamlData.Parse(data.Values.First(), out _), "includeExcludePolicy"));

    private static PolicyProblem? Read(
        IReadOnlyDictionary<string, string> data, string @namespace, string name, VeleroRelease release)
    {
        if (data.Count != 1)
        {
            return new(
                $"it has {data.Count} entries, and Velero reads one that has exactly one",
                $"illegal resource policies {@namespace}/{name} configmap");
        }

        var root = YamlData.Parse(data.Values.First(), out var error);
        if (error is not null)
        {
            return Undecodable(error, error);
        }

        var exported = release.IsFrom(14);
        var type = exported ? "resourcepolicies.ResourcePolicies" : "resourcepolicies.resourcePolicies";
        if (root is null or YamlScalarNode { Value: null or "" })
        {
            return Undecodable("it is empty", "EOF");
        }

        if (Document(release).Check(root, "") is { } misfit)
        {
            return Undecodable(misfit.Text, Said(misfit));
        }

        var policies = (YamlData.Child(root, "volumePolicies") as YamlSequenceNode)?.Children ?? [];
        return policies.Select((policy, index) => Labels(policy, index, release)).FirstOrDefault(problem => problem is not null)
            ?? policies.Select((policy, index) => VolumeConditions.Read(policy, index, release))
                .FirstOrDefault(problem => problem is not null)
            ?? Validate(root, policies, release);
    }

    private static YamlShape.Fields Document(VeleroRelease release)
    {
        var (exported, package) = (release.IsFrom(14), "resourcepolicies.");
        var known = new Dictionary<string, YamlShape>(StringComparer.Ordinal)
        {
            ["version"] = YamlShape.Text,
            ["volumePolicies"] = new YamlShape.List(new YamlShape.Fields(
                package + (exported ? "VolumePolicy" : "volumePolicy"), new Dictionary<string, YamlShape>
                {
                    ["conditions"] = s_anyByKey,
                    ["action"] = new YamlShape.Fields($"{package}Action", new Dictionary<string, YamlShape>
                    {
                        ["type"] = YamlShape.Text,
                        ["parameters"] = s_anyByKey,
                    }),
                })),
        };
        if (release.IsFrom(17))
        {
            known["includeExcludePolicy"] = new YamlShape.Fields(
                $"{package}IncludeExcludePolicy", s_filters.ToDictionary(static filter => filter, static _ => YamlShape.Texts));
        }

        if (release.IsFrom(19))
        {
            known["clusterScopedFilterPolicy"] = s_anything;
            known["namespacedFilterPolicies"] = s_anything;
        }

        return new(package + (exported ? "ResourcePolicies" : "resourcePolicies"), known);
    }

    private static string Said(YamlShape.Misfit misfit) => misfit.IsUnknownField
        ? YamlData.UnknownField(misfit.At, misfit.GoType)
        : YamlData.Mismatch(misfit.At, misfit.GoType);

    // It is looked at before the other conditions are, and unlike them must not be there without a value.
    private static PolicyProblem? Labels(YamlNode policy, int index, VeleroRelease release)
    {
        const string Labels = "pvcLabels";
        var conditions = YamlData.Child(policy, "conditions") as YamlMappingNode;
        return release.IsFrom(16) && conditions?.Children.TryGetValue(new YamlScalarNode(Labels), out var labels) == true
            && labels is not YamlMappingNode
                ? new(
                    $"volumePolicies[{index}].conditions.{Labels} is no mapping of label to value",
                    $"{Labels} must be a map of string to string, got {YamlData.GoKind(labels)}")
                : null;
    }

    private static PolicyProblem? Validate(YamlNode root, IList<YamlNode> policies, VeleroRelease release)
    {
        var version = YamlData.Scalar(YamlData.Child(root, "version"));
        if (version != "v1")
        {
            return new(
                $"its version is \"{version}\", and Velero reads v1",
                $"incompatible version number {version} with supported version v1", IsInvalid: true);
        }

        string[] known = release.IsFrom(18) ? ["skip", "snapshot", "fs-backup", "custom"]
            : release.IsFrom(14) ? ["skip", "snapshot", "fs-backup"]
            : ["skip"];
        foreach (var (index, policy) in policies.Index())
        {
            var action = YamlData.Text(YamlData.Child(YamlData.Child(policy, "action"), "type"));
            if (!known.Contains(action))
            {
                return new(
                    $"this version knows no action \"{action}\"; it knows {string.Join(", ", known)}",
                    $"invalid action type {action}", IsInvalid: true);
            }

            if (VolumeConditions.Validate(policy, index, release) is { } problem)
            {
                return problem;
            }
        }

        return Filters(YamlData.Child(root, "includeExcludePolicy"));
    }

    private static PolicyProblem? Filters(YamlNode? policy)
    {
        for (var index = 0; index < s_filters.Length; index += 2)
        {
            var includes = Texts(YamlData.Child(policy, s_filters[index]));
            var excludes = Texts(YamlData.Child(policy, s_filters[index + 1]));
            if (includes.Contains("*") || excludes.Contains("*"))
            {
                return new(
                    "its lists of resources cannot have \"*\"",
                    "cannot use '*' in includes or excludes filters in the policy", IsInvalid: true);
            }

            if (excludes.Intersect(includes).Order(StringComparer.Ordinal).FirstOrDefault() is { } both)
            {
                return new(
                    $"it includes and leaves out \"{both}\"",
                    $"excludes list cannot contain an item in the includes list: {both}", IsInvalid: true);
            }
        }

        return null;
    }

    private static List<string> Texts(YamlNode? node) =>
        [.. (node as YamlSequenceNode)?.Children.Select(YamlData.Scalar) ?? []];

    private static PolicyProblem Undecodable(string text, string said) =>
        new(text, $"failed to decode yaml data into resource policies  {said}");
}
