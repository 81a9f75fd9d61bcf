namespace WorkspaceBackup.Velero.Objects;

/// <summary>Whether what one backup takes is all that a schedule asks for, so that it can stand for a run of it.</summary>
internal static class ContentCoverage
{
    // By every server since 1.17, in every backup: it backs them up in its own way.
    private static readonly StringSet s_leftOutByServer =
        ["volumesnapshotcontents.snapshot.storage.k8s.io", "volumesnapshots.snapshot.storage.k8s.io"];

    /// <param name="made">What the backup takes.</param>
    /// <param name="asked">The schedule's template.</param>
    /// <param name="isDeclared">
    /// Both are as they were declared. The spec of a Backup is not: the server writes labelled namespaces and snapshot kinds
    /// among its excludes, and its own defaults where there was nothing, so that none of these tells. What
    /// everything is taken without tells where it is asked for by name.
    /// </param>
    public static bool Covers(BackupContent made, BackupContent asked, bool isDeclared) =>
        Includes(made.IncludedNamespaces, asked.IncludedNamespaces)
        && Includes(made.IncludedResources, asked.IncludedResources)
        && Includes(made.IncludedNamespaceScopedResources, asked.IncludedNamespaceScopedResources)
        && (made.IncludedClusterScopedResources, asked.IncludedClusterScopedResources) switch
        {
            // Absent is not all here, but what the namespaces' objects need.
            (_, null) => true,
            (null, _) => false,
            var (has, wanted) => Includes(has, wanted),
        }
        && (made.IncludeClusterResources == true || made.IncludeClusterResources == asked.IncludeClusterResources)
        && Selects(made, asked)
        && (made.SnapshotVolumes != false || asked.SnapshotVolumes == false)
        && (asked.DefaultVolumesToFsBackup != true || made.DefaultVolumesToFsBackup == true)
        && (asked.SnapshotMoveData != true || made.SnapshotMoveData == true)
        && (isDeclared
            ? Excludes(made.ExcludedNamespaces, asked.ExcludedNamespaces)
            : !IsAll(made.IncludedNamespaces)
                || !(asked.IncludedNamespaces ?? StringSet.Empty).Any(name => made.ExcludedNamespaces?.Contains(name) == true))
        && Excludes(made.ExcludedResources, asked.ExcludedResources, isDeclared)
        && Excludes(made.ExcludedClusterScopedResources, asked.ExcludedClusterScopedResources, isDeclared)
        && Excludes(made.ExcludedNamespaceScopedResources, asked.ExcludedNamespaceScopedResources, isDeclared);

    private static bool Includes(StringSet? made, StringSet? asked) =>
        IsAll(made) || (!IsAll(asked) && asked!.All(made!.Contains));

    private static bool IsAll(StringSet? names) => names is null or { Count: 0 } || names.Contains("*");

    private static bool Excludes(StringSet? made, StringSet? asked, bool isDeclared = true) =>
        (made ?? StringSet.Empty).All(name =>
            asked?.Contains(name) == true || (!isDeclared && s_leftOutByServer.Contains(name)));

    private static bool Selects(BackupContent made, BackupContent asked) =>
        made is { LabelSelector: null, OrLabelSelectors: null or { Count: 0 } }
        || (Equals(made.LabelSelector, asked.LabelSelector) && Equals(made.OrLabelSelectors, asked.OrLabelSelectors));
}
