using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>Whether the volumes of the namespaces can be snapshotted, and whether the snapshots last.</summary>
internal static class SnapshotPreflight
{
    private static readonly ApiPath s_claims = new("v1", "persistentvolumeclaims");
    private static readonly ApiPath s_storageClasses = new("storage.k8s.io/v1", "storageclasses");
    private static readonly ApiPath s_snapshotClasses = new("snapshot.storage.k8s.io/v1", "volumesnapshotclasses");

    public static async Task<IReadOnlyList<Finding>> ClassesAsync(
        PreflightSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Content is { SnapshotVolumes: false } or { DefaultVolumesToFsBackup: true })
        {
            return [];
        }

        var lists = subject.Cluster.Lists;
        var claimsListed = Task.WhenAll(ClaimsOf(subject.Content).Select(
            claims => lists.GetAsync(claims, null, cancellationToken)));
        var storageListed = lists.GetAsync(s_storageClasses, null, cancellationToken);
        var snapshotListed = await lists.GetAsync(s_snapshotClasses, null, cancellationToken);
        if (snapshotListed.Fault is { Kind: not FaultKind.NotFound } snapshotFault)
        {
            return [PreflightSubject.Unread(snapshotFault, "which snapshot classes there are")];
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var listed in await claimsListed)
        {
            if (!listed.TryGet(out var claims, out var claimFault))
            {
                return [PreflightSubject.Unread(claimFault, "which volumes the namespaces have")];
            }

            used.UnionWith(claims
                .Where(claim => subject.Content.ExcludedNamespaces?.Contains(
                    Json.Text(claim, "metadata", "namespace") ?? "") != true)
                .Select(claim => Json.Text(claim, "spec", "storageClassName"))
                .OfType<string>());
        }

        if (!(await storageListed).TryGet(out var storageClasses, out var storageFault))
        {
            return [PreflightSubject.Unread(storageFault, "which storage classes there are")];
        }

        // What is compiled into Kubernetes is no CSI driver; a plugin of Velero's own snapshots it.
        var csi = storageClasses
            .Where(found => used.Contains(Json.Name(found))
                && !ProvisionerOf(found).StartsWith("kubernetes.io/", StringComparison.Ordinal))
            .ToList();

        // Without the definitions of snapshots there are no classes.
        var classes = snapshotListed.Succeeded ? SnapshotClasses.Read(snapshotListed.Value) : [];
        return [.. Missing(subject, used, csi, classes), .. Deleted(subject, csi, classes)];
    }

    private static IEnumerable<Finding> Missing(
        PreflightSubject subject,
        HashSet<string> used,
        List<JsonObject> storageClasses,
        IReadOnlyList<SnapshotClass> classes)
    {
        var without = SnapshotClasses.Without(used, storageClasses, classes);
        if (without.Count > 0)
        {
            var drivers = StringSet.From(storageClasses
                .Where(found => without.Contains(Json.Name(found))).Select(ProvisionerOf));
            yield return Finding.Warning(
                FindingKind.SnapshotClassMissing,
                subject.Cluster.Name,
                $"No VolumeSnapshotClass serves volumes of the storage classes {string.Join(", ", without)} (driver "
                + $"{string.Join(", ", drivers)}), so they are not snapshotted and each backup ends PartiallyFailed.",
                subject.Field(BackupContentFields.IncludeDisks),
                subject.Path.ObjectName);
        }
    }

    private static IEnumerable<Finding> Deleted(
        PreflightSubject subject, List<JsonObject> storageClasses, IReadOnlyList<SnapshotClass> classes)
    {
        // Moved data does not need the snapshot any more.
        if (subject.Content.SnapshotMoveData == true)
        {
            yield break;
        }

        var drivers = storageClasses.Select(ProvisionerOf).ToHashSet(StringComparer.Ordinal);
        foreach (var found in classes.Where(
            found => found.IsChosen && found.DeletionPolicy != "Retain" && drivers.Contains(found.Driver)))
        {
            yield return Finding.Warning(
                FindingKind.SnapshotsNotRetained,
                subject.Cluster.Name,
                $"The VolumeSnapshotClass \"{found.Name}\" has deletionPolicy {found.DeletionPolicy}: whoever deletes "
                + "the namespace deletes the snapshots of its volumes with it, and nothing is left to restore from.",
                subject.Field(BackupContentFields.IncludeDisks),
                $"VolumeSnapshotClass {found.Name}");
        }
    }

    private static IEnumerable<ApiPath> ClaimsOf(BackupContent content) =>
        content.IncludedNamespaces is { Count: > 0 } names && names.All(name => !ContentPreflight.IsPattern(name))
            ? names.Select(name => s_claims with { Namespace = name })
            : [s_claims];

    private static string ProvisionerOf(JsonObject storageClass) => Json.Text(storageClass, "provisioner") ?? "";
}
