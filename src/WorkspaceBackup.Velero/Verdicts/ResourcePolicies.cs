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

    private static VerdictReason Unreadable(Problem problem, string path, string wrongPath, VeleroRelease release) => new(
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

    private static Problem? Read(
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

        if (root is not YamlMappingNode mapping)
        {
            return Undecodable("it is no mapping", YamlData.Mismatch(root, type));
        }

        string[] fields = release.IsFrom(19)
            ? ["version", "volumePolicies", "includeExcludePolicy", "clusterScopedFilterPolicy", "namespacedFilterPolicies"]
            : release.IsFrom(17) ? ["version", "volumePolicies", "includeExcludePolicy"]
            : ["version", "volumePolicies"];
        if (mapping.Children.Keys.FirstOrDefault(key => !fields.Contains(YamlData.Scalar(key))) is { } unknown)
        {
            return Undecodable(
                $"this version does not know the field \"{YamlData.Scalar(unknown)}\"", YamlData.UnknownField(unknown, type));
        }

        return VolumePolicies(YamlData.Child(mapping, "volumePolicies"), exported, release, out var actions)
            ?? Validate(mapping, actions, release);
    }

    private static Problem? VolumePolicies(YamlNode? node, bool exported, VeleroRelease release, out List<string> actions)
    {
        actions = [];
        var type = exported ? "resourcepolicies.VolumePolicy" : "resourcepolicies.volumePolicy";
        if (YamlData.IsNull(node))
        {
            return null;
        }

        if (node is not YamlSequenceNode sequence)
        {
            return Undecodable("volumePolicies is no list", YamlData.Mismatch(node!, $"[]{type}"));
        }

        foreach (var item in sequence.Children)
        {
            if (item is not YamlMappingNode policy)
            {
                return Undecodable("a volume policy is no mapping", YamlData.Mismatch(item, type));
            }

            if (policy.Children.Keys.FirstOrDefault(key => YamlData.Scalar(key) is not ("conditions" or "action")) is { } unknown)
            {
                return Undecodable(
                    $"a volume policy has no field \"{YamlData.Scalar(unknown)}\"", YamlData.UnknownField(unknown, type));
            }

            actions.Add(YamlData.Scalar(YamlData.Child(YamlData.Child(policy, "action"), "type")));
        }

        return null;
    }

    private static Problem? Validate(YamlMappingNode root, List<string> actions, VeleroRelease release)
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
        if (actions.FirstOrDefault(action => !known.Contains(action)) is { } unknown)
        {
            return new(
                $"this version knows no action \"{unknown}\"; it knows {string.Join(", ", known)}",
                $"invalid action type {unknown}", IsInvalid: true);
        }

        return Filters(YamlData.Child(root, "includeExcludePolicy"));
    }

    private static Problem? Filters(YamlNode? policy)
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

    private static Problem Undecodable(string text, string said) =>
        new(text, $"failed to decode yaml data into resource policies  {said}");

    /// <param name="IsInvalid">It was read, and is wrong in itself.</param>
    private sealed record Problem(string Text, string Said, bool IsInvalid = false);
}
