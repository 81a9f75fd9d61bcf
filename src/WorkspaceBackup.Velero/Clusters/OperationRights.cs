namespace WorkspaceBackup.Velero.Clusters;

/// <summary>What each thing this product does needs to be allowed; <c>examples/rbac</c> grants the same.</summary>
public static class OperationRights
{
    private const string Snapshots = "snapshot.storage.k8s.io";

    /// <summary>By the operation's name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<AccessRight>> All { get; } =
        new SortedDictionary<string, IReadOnlyList<AccessRight>>(StringComparer.Ordinal)
        {
            ["plan"] =
            [
                .. ClusterWide("", "namespaces", "get", "list"),
                .. Velero("schedules", "get", "list"),
                .. Velero("backups", "get", "list"),
                .. Velero("restores", "get", "list"),
                .. Velero("backupstoragelocations", "get", "list"),
            ],
            ["inspect"] =
            [
                .. Velero("serverstatusrequests", "get", "create", "delete"),
                .. ClusterWide(Snapshots, "volumesnapshotclasses", "list"),
                .. ClusterWide("storage.k8s.io", "storageclasses", "list"),
                .. ClusterWide("", "persistentvolumeclaims", "list"),
                new AccessRight("list", "apps", "daemonsets", IsInVeleroNamespace: true),
            ],
            ["protect"] =
            [
                .. ClusterWide("", "namespaces", "list"),
                .. ClusterWide("", "persistentvolumeclaims", "list"),
                .. Velero("schedules", "list"),
                .. Velero("backups", "list"),
                .. Velero("backupstoragelocations", "list"),
                .. Velero("volumesnapshotlocations", "list"),
                .. Velero("datauploads", "list"),
                .. Velero("podvolumebackups", "list"),
                .. Velero("backuprepositories", "list"),
                .. Velero("serverstatusrequests", "get", "create", "delete"),
                new AccessRight("list", "", "configmaps", IsInVeleroNamespace: true),
                new AccessRight("list", "apps", "daemonsets", IsInVeleroNamespace: true),
                new AccessRight("get", "apps", "deployments", IsInVeleroNamespace: true),
            ],
            ["schedule"] =
            [
                .. Velero("schedules", "get", "list", "create", "patch", "delete"),
                .. Velero("serverstatusrequests", "get", "create", "delete"),
            ],
            ["backup"] =
            [
                .. Velero("backups", "get", "list", "watch", "create"),
                .. Velero("deletebackuprequests", "get", "watch", "create", "delete"),
                .. Velero("backupstoragelocations", "get", "list"),
                .. Velero("serverstatusrequests", "get", "create", "delete"),
            ],
            ["restore"] =
            [
                .. Velero("restores", "get", "list", "watch", "create", "delete"),
                .. Velero("backups", "list"),
                .. Velero("backupstoragelocations", "list"),
                new AccessRight("get", "apps", "deployments", IsInVeleroNamespace: true),
                .. Velero("serverstatusrequests", "get", "create", "delete"),
            ],
            ["read_files"] =
            [
                .. Velero("downloadrequests", "get", "create", "delete"),
                new AccessRight("get", "", "secrets", IsInVeleroNamespace: true),
            ],
            ["location"] = Velero("backupstoragelocations", "get", "list", "create", "patch", "delete"),
            ["location_credential"] =
            [
                .. new[] { "get", "create", "patch", "delete" }
                    .Select(verb => new AccessRight(verb, "", "secrets", IsInVeleroNamespace: true)),
            ],
        };

    /// <summary>
    /// Those without which an operation is not begun: a watch is replaced by reads, and what deletes is asked for when it is
    /// needed.
    /// </summary>
    public static IReadOnlyList<AccessRight> NeededTo(string operation) =>
        [.. All[operation].Where(right => right.Verb is "get" or "list" or "create" && right.Group == "velero.io"
            && right.Resource is not "deletebackuprequests")];

    private static IReadOnlyList<AccessRight> Velero(string resource, params IEnumerable<string> verbs) =>
        [.. verbs.Select(verb => new AccessRight(verb, "velero.io", resource, IsInVeleroNamespace: true))];

    private static IReadOnlyList<AccessRight> ClusterWide(
        string group, string resource, params IEnumerable<string> verbs) =>
        [.. verbs.Select(verb => new AccessRight(verb, group, resource, IsInVeleroNamespace: false))];
}
