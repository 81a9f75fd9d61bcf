using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Verdicts;

/// <summary>
/// What Velero makes of a Backup, in the order in which its controller looks at one. Source: Velero's
/// <c>pkg/controller/backup_controller.go</c>, <c>pkg/util/collections</c> and <c>pkg/backup</c>, from 1.9 to the main
/// branch; tests hold it to what servers said.
/// </summary>
public static class BackupVerdicts
{
    /// <param name="spec">A Backup's <c>spec</c>, or a Schedule's <c>spec.template</c>.</param>
    /// <param name="cluster">Without a version, only what every version says is said.</param>
    /// <param name="name">The Backup's name, which some of Velero's words hold.</param>
    public static Verdict Of(JsonObject spec, ClusterKnowledge cluster, string name = "<name>") =>
        cluster.Velero is { } release
            ? Of(spec, cluster, release, name)
            : Verdict.OfAll(VeleroRelease.Distinct.Select(each => Of(spec, cluster, each, name)));

    public static Verdict Of(BackupContent content, ClusterKnowledge cluster) =>
        Of(BackupContentFields.WriteSpec(content), cluster);

    /// <summary>Whether Velero looks at the namespaces themselves; only then it misses one.</summary>
    internal static bool CollectsNamespaces(JsonObject spec)
    {
        const string Namespaces = "namespaces";
        var names = new ResourceNames(null);
        if (ResourceLists.UsesOld(spec))
        {
            var included = Json.Texts(spec, ResourceLists.Old.Included).ToList();
            return Json.Flag(spec, "includeClusterResources") != false
                && !Matches(Json.Texts(spec, ResourceLists.Old.Excluded), names, Namespaces)
                && (included.Count == 0 || Matches(included, names, Namespaces));
        }

        return !Matches(Json.Texts(spec, ResourceLists.Cluster.Excluded), names, Namespaces);
    }

    /// <summary>What decides whether volumes are read through the file system, an older name of the field included.</summary>
    internal static bool? UsesFileSystem(JsonObject spec) =>
        Json.Flag(spec, "defaultVolumesToRestic") == true ? true : Json.Flag(spec, "defaultVolumesToFsBackup");

    private static bool Matches(IEnumerable<string> list, ResourceNames names, string resource) =>
        list.Any(entry => Glob.IsMatch(names.Resolve(entry), resource));

    private static Verdict Of(JsonObject spec, ClusterKnowledge cluster, VeleroRelease release, string name)
    {
        var namespaces = new NamespaceLists(
            Json.Texts(spec, NamespaceLists.Included), Json.Texts(spec, NamespaceLists.Excluded), release, cluster);
        var resources = new ResourceNames(cluster.Resources);
        var collects = CollectsNamespaces(spec);
        IEnumerable<VerdictReason> reasons =
        [
            .. HookRules.JudgeShape(spec),
            .. References.JudgeLocation(spec, cluster, release),
            .. References.JudgeSnapshotLocations(spec, cluster, release),
            .. Filters(spec, release),
            .. namespaces.Judge(collects),
            .. Selectors(spec, release, collects),
            .. ResourcePolicies.Judge(spec, name, cluster, release),
            .. HookRules.JudgeSelectors(spec, release),
            .. Resources(spec, resources, namespaces, cluster),
            .. HookRules.JudgeEffect(spec, resources, "pre", "post"),
            .. Times(spec),
            .. OrderedResources.Judge(spec, resources, release),
            .. Volumes(spec, cluster),
        ];
        return new Verdict([.. reasons], [.. Unknown(spec, cluster, namespaces)]);
    }

    private static IEnumerable<VerdictReason> Filters(JsonObject spec, VeleroRelease release)
    {
        var (old, scoped) = (ResourceLists.UsesOld(spec), ResourceLists.UsesScoped(spec));
        if (old && scoped)
        {
            yield return new VerdictReason(
                VerdictRule.FiltersMixed, Fate.Never, Mending.Spec, FirstScoped(spec),
                "The four scoped lists cannot stand beside includedResources, excludedResources or "
                + "includeClusterResources.")
            {
                Phase = Phases.FailedValidation,
                Said = "include-resources, exclude-resources and include-cluster-resources are old filter parameters.\n"
                    + "include-cluster-scoped-resources, exclude-cluster-scoped-resources, include-namespace-scoped-resources "
                    + "and exclude-namespace-scoped-resources are new filter parameters.\nThey cannot be used together",
            };
        }

        // Since 1.17 only the kind of lists that is in use is looked at.
        IEnumerable<VerdictReason> found =
        [
            .. old || !release.IsFrom(17)
                ? ResourceLists.Validate(
                    Json.Texts(spec, ResourceLists.Old.Included), Json.Texts(spec, ResourceLists.Old.Excluded),
                    ResourceLists.Old)
                : [],
            .. !old || !release.IsFrom(17)
                ? ResourceLists.ValidateScoped(spec, ResourceLists.Cluster)
                    .Concat(ResourceLists.ValidateScoped(spec, ResourceLists.Namespaced))
                : [],
        ];
        foreach (var reason in found)
        {
            yield return reason;
        }
    }

    private static string FirstScoped(JsonObject spec) => ((ReadOnlySpan<string>)
        [
            ResourceLists.Cluster.Included, ResourceLists.Cluster.Excluded, ResourceLists.Namespaced.Included,
            ResourceLists.Namespaced.Excluded,
        ]).ToArray().First(field => MergePatch.Find(spec, field) is JsonArray { Count: > 0 });

    private static IEnumerable<VerdictReason> Selectors(JsonObject spec, VeleroRelease release, bool collectsNamespaces)
    {
        var one = MergePatch.Find(spec, "labelSelector") as JsonObject;
        var many = MergePatch.Find(spec, "orLabelSelectors") as JsonArray;
        if (one is not null && many is not null)
        {
            yield return SelectorRules.Both("backup");
        }

        // A list of selectors, were it empty, is asked for before the one selector is.
        if (many is { Count: > 0 })
        {
            for (var index = 0; index < many.Count; index++)
            {
                if (SelectorRules.Unlistable(many[index], "orLabelSelectors", index, release) is { } reason)
                {
                    var crashes = reason.Rule == VerdictRule.SelectorInvalid && release.IsFrom(14) && collectsNamespaces;
                    yield return crashes
                        ? reason with
                        {
                            Phase = Phases.InProgress,
                            Text = reason.Text
                                + " Velero's server crashes on it: the Backup stays InProgress until the server is "
                                + "restarted, and blocks the ones after it.",
                        }
                        : reason;
                }
            }
        }
        else if (one is not null && SelectorRules.Unlistable(one, "labelSelector", null, release) is { } reason)
        {
            yield return reason;
        }
    }

    private static IEnumerable<VerdictReason> Resources(
        JsonObject spec, ResourceNames names, NamespaceLists namespaces, ClusterKnowledge cluster)
    {
        if (!ResourceLists.UsesOld(spec))
        {
            return ResourceLists.JudgeScoped(spec, names);
        }

        bool? whole = !namespaces.TakesAll || Json.Texts(spec, NamespaceLists.Excluded).Any() ? false
            : cluster.Namespaces is null ? null
            : namespaces.Labelled.Count == 0;

        // What is refused as it stands needs no second word.
        return ResourceLists.JudgeOld(spec, names, whole).Where(reason =>
            reason.Rule != VerdictRule.ResourceIncludedAndExcluded
            || !Json.Texts(spec, ResourceLists.Old.Excluded).Contains(reason.Subject, StringComparer.Ordinal));
    }

    private static IEnumerable<VerdictReason> Times(JsonObject spec)
    {
        if (IsNegative(Json.Text(spec, "ttl")))
        {
            yield return new VerdictReason(
                VerdictRule.ExpiryPast, Fate.Never, Mending.Spec, "ttl",
                "The backup has expired before it begins: Velero deletes it the next time it looks.");
        }

        foreach (var field in (string[])["ttl", "csiSnapshotTimeout", "itemOperationTimeout"])
        {
            if (GoDuration.TryParse(Json.Text(spec, field), out var time, out _) && time == GoDuration.Zero)
            {
                yield return new VerdictReason(
                    VerdictRule.DurationZero, Fate.Good, Mending.Spec, field,
                    "No time at all means the server's own default here"
                    + (field == "ttl" ? ", 30 days unless it was set up otherwise, and not \"for ever\"." : "."));
            }
        }

        foreach (var field in (string[])["csiSnapshotTimeout", "itemOperationTimeout"])
        {
            if (IsNegative(Json.Text(spec, field)))
            {
                yield return new VerdictReason(
                    VerdictRule.DurationNegative, Fate.Good, Mending.Spec, field,
                    "A negative time is over before the work begins.");
            }
        }

        if (Json.Number(spec, "uploaderConfig", "parallelFilesUpload") is { } parallel and <= 0)
        {
            yield return new VerdictReason(
                VerdictRule.ParallelismNotPositive, Fate.Good, Mending.Spec, "uploaderConfig.parallelFilesUpload",
                $"{parallel} is no number of files to upload at a time; Velero ignores it.");
        }
    }

    internal static bool IsNegative(string? duration) =>
        GoDuration.TryParse(duration, out var value, out _) && value < GoDuration.Zero;

    private static IEnumerable<VerdictReason> Volumes(JsonObject spec, ClusterKnowledge cluster)
    {
        if (Json.Flag(spec, "defaultVolumesToRestic") == true)
        {
            yield return new VerdictReason(
                VerdictRule.OlderField, Fate.Good, Mending.Spec, "defaultVolumesToRestic",
                "Velero still reads this older name of defaultVolumesToFsBackup, and being true it wins.");
        }

        if (cluster.ReadyNodeAgents == 0 && NeedsNodeAgent(spec) is { } field)
        {
            yield return new VerdictReason(
                VerdictRule.NodeAgentMissing, Fate.Partial, Mending.Cluster, field,
                field == "snapshotMoveData"
                    ? "No pod of the node agent is ready, so nobody moves the data: the backup waits until "
                      + "itemOperationTimeout and is PartiallyFailed then."
                    : "No pod of the node agent is ready, so the volumes of running pods cannot be read: the backup is "
                      + "PartiallyFailed.")
            {
                Phase = field != "snapshotMoveData" && cluster.HasPodVolumes == true ? Phases.PartiallyFailed : null,
            };
        }
    }

    /// <summary>The field that makes it need one; null: none does.</summary>
    internal static string? NeedsNodeAgent(JsonObject spec) =>
        UsesFileSystem(spec) == true ? "defaultVolumesToFsBackup"
        : Json.Flag(spec, "snapshotMoveData") == true && Json.Flag(spec, "snapshotVolumes") != false ? "snapshotMoveData"
        : null;

    private static IEnumerable<string> Unknown(JsonObject spec, ClusterKnowledge cluster, NamespaceLists namespaces)
    {
        if (cluster.Locations is null)
        {
            yield return "whether the backup location is there and can be used";
        }

        if (cluster.SnapshotLocations is null && Json.Flag(spec, "snapshotVolumes") != false)
        {
            yield return "which volume snapshot locations there are";
        }

        if (cluster.Namespaces is null && !namespaces.TakesAll)
        {
            yield return "whether the namespaces exist";
        }

        if (cluster.Resources is null && (ResourceLists.UsesScoped(spec) || Json.Texts(spec, ResourceLists.Old.Included).Any()))
        {
            yield return "whether the resources exist";
        }

        if (cluster.ConfigMaps is null && MergePatch.Find(spec, "resourcePolicy") is JsonObject)
        {
            yield return "whether the resource policy exists and can be read";
        }

        if (cluster.ReadyNodeAgents is null && NeedsNodeAgent(spec) is not null)
        {
            yield return "whether the node agent runs";
        }
    }
}
