using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Protection;

/// <summary>
/// Whether backups of one spec hold all of a namespace. What only the objects themselves could tell (their labels, their
/// kinds, their volumes) is not decided: it is unknown.
/// </summary>
internal static class Coverage
{
    // What no restore of Velero's brings back, or what its server leaves out by itself: not having it loses nothing.
    private static readonly string[] s_neverRestored =
    [
        "nodes", "events", "events.events.k8s.io", "csinodes.storage.k8s.io", "volumeattachments.storage.k8s.io",
        "backups.velero.io", "restores.velero.io", "resticrepositories.velero.io", "backuprepositories.velero.io",
        "volumesnapshots.snapshot.storage.k8s.io", "volumesnapshotcontents.snapshot.storage.k8s.io",
    ];

    private static readonly (string Field, string What)[] s_chosen =
    [
        (ResourceLists.Old.Included, "it takes only some resources"),
        (ResourceLists.Namespaced.Included, "it takes only some resources"),
        (ResourceLists.Cluster.Included, "it takes only some cluster resources, and volumes are such"),
    ];

    private static readonly (string Field, string What)[] s_leftOut =
    [
        (ResourceLists.Old.Excluded, "it leaves out some resources"),
        (ResourceLists.Namespaced.Excluded, "it leaves out some resources"),
        (ResourceLists.Cluster.Excluded, "it leaves out some cluster resources, and volumes are such"),
    ];

    /// <param name="spec">A Backup's <c>spec</c>, or a Schedule's <c>spec.template</c>.</param>
    /// <param name="namespace">One that exists.</param>
    /// <param name="cluster">
    /// Where the namespaces are known, those labelled out of backups are left out; a Backup already names those of its time.
    /// </param>
    public static Judgement Of(JsonObject spec, string @namespace, ClusterKnowledge cluster)
    {
        var releases = cluster.Velero is { } known ? [known] : VeleroRelease.Distinct;
        var taken = releases.Count(release => new NamespaceLists(
            Json.Texts(spec, NamespaceLists.Included), Json.Texts(spec, NamespaceLists.Excluded), release, cluster)
            .Takes(@namespace));
        return taken == 0 ? Judgement.Uncovered("its namespaces do not include this one")
            : taken < releases.Count ? Judgement.Unknown(
                "Velero's versions read its namespaces differently, and it is not known which one runs")
            : Undecided(spec, cluster) is { } reason ? Judgement.Unknown(reason)
            : Judgement.Covered;
    }

    private static string? Undecided(JsonObject spec, ClusterKnowledge cluster)
    {
        if (MergePatch.Find(spec, "labelSelector") is JsonObject
            || MergePatch.Find(spec, "orLabelSelectors") is JsonArray { Count: > 0 })
        {
            return "it takes only what a label selector matches";
        }

        if (s_chosen.FirstOrDefault(list => Json.Texts(spec, list.Field).Any(name => name != "*")) is { What: { } chosen })
        {
            return chosen;
        }

        var names = new ResourceNames(cluster.Resources);
        if (s_leftOut.FirstOrDefault(list => Json.Texts(spec, list.Field)
            .Any(name => !s_neverRestored.Contains(names.Resolve(name)))) is { What: { } leftOut })
        {
            return leftOut;
        }

        return Json.Flag(spec, "includeClusterResources") == false
            ? "it leaves out all cluster resources: the namespace itself and the volumes"
            : ResourcePolicies.Chooses(spec, cluster);
    }
}
