using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>
/// Why backups store volumes in repositories, which the Velero servers that see the folder then maintain: data movement and
/// file-system backup do, whoever asks for them.
/// </summary>
/// <param name="Field">The field that asks for it; null: it does not stand in the object.</param>
/// <param name="Reason">Who asks, as the beginning of a sentence.</param>
internal sealed record RepositoryUse(ContentField? Field, string Reason)
{
    /// <summary>Null: nothing that can be read asks for it.</summary>
    public static async Task<RepositoryUse?> OfAsync(Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        if (content.SnapshotMoveData == true)
        {
            return new(BackupContentFields.SnapshotMoveData, "the data of snapshots is moved");
        }

        if (content.DefaultVolumesToFsBackup == true)
        {
            return new(BackupContentFields.DefaultVolumesToFsBackup, "volumes are backed up through the file system");
        }

        return await OfPolicyAsync(cluster, content, cancellationToken)
            ?? await OfServerAsync(cluster, content, cancellationToken)
            ?? await OfPodsAsync(cluster, content, cancellationToken);
    }

    private static async Task<RepositoryUse?> OfPolicyAsync(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        if (content.ResourcePolicy is not { } policy
            || !policy.Kind.Equals("configmap", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var read = await SharedReads.ObjectAsync(
            cluster, new ApiPath("v1", "configmaps", cluster.VeleroNamespace, policy.Name), cancellationToken);
        return read.TryGet(out var configMap, out _) && ResourcePolicies.UsesFileSystem(Json.Entries(configMap, "data"))
            ? new(BackupContentFields.ResourcePolicy, $"the resource policy \"{policy.Name}\" has volumes backed up through the file system")
            : null;
    }

    /// <summary>What nobody declares is the server's to say.</summary>
    private static async Task<RepositoryUse?> OfServerAsync(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        var read = await SharedReads.ObjectAsync(cluster, VeleroDeployment.Path(cluster), cancellationToken);
        if (!read.TryGet(out var found, out _) || found is not JsonObject deployment)
        {
            return null;
        }

        bool IsOn(string flag) => VeleroDeployment.IsOn(deployment, flag);
        return content.SnapshotMoveData is null && IsOn("default-snapshot-move-data")
                ? new(BackupContentFields.SnapshotMoveData, "the Velero server's --default-snapshot-move-data has the data of snapshots moved")
            : content.DefaultVolumesToFsBackup is null && IsOn("default-volumes-to-fs-backup")
                ? new(
                    BackupContentFields.DefaultVolumesToFsBackup,
                    "the Velero server's --default-volumes-to-fs-backup has volumes backed up through the file system")
            : null;
    }

    private static async Task<RepositoryUse?> OfPodsAsync(
        Cluster cluster, BackupContent content, CancellationToken cancellationToken)
    {
        await foreach (var item in cluster.Api.ListAsync(new ApiPath("v1", "pods"), null, cancellationToken))
        {
            if (!item.TryGet(out var pod, out _))
            {
                return null;
            }

            var @namespace = Json.Text(pod, "metadata", "namespace") ?? "";
            if (Json.Text(pod, "metadata", "annotations", VeleroLabels.FileSystemVolumes) is { Length: > 0 }
                && (content.IncludedNamespaces is null || Glob.IsAnyMatch(content.IncludedNamespaces, @namespace))
                && !Glob.IsAnyMatch(content.ExcludedNamespaces ?? StringSet.Empty, @namespace))
            {
                return new(
                    null,
                    $"the pod {@namespace}/{Json.Name(pod)} has volumes backed up through the file system ({VeleroLabels.FileSystemVolumes})");
            }
        }

        return null;
    }
}
