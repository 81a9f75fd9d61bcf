using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Deletes one Backup with its data through a <c>DeleteBackupRequest</c>: deleting the object alone deletes nothing in the
/// bucket, and Velero brings it back from there.
/// </summary>
internal sealed class BackupDeletion(
    Cluster cluster, string name, string operationId, VeleroServers servers, ObjectWait wait)
{
    private readonly ApiPath _backup = ApiPath.Velero("backups", cluster.VeleroNamespace, name);

    /// <returns>Why the Backup is still there, as an error; a warning when it was left alone; null: it is gone.</returns>
    public async Task<Finding?> RunAsync(CancellationToken cancellationToken)
    {
        var identity = await cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return Failed(fault);
        }

        var got = await cluster.Api.GetAsync(_backup, cancellationToken);
        if (!got.TryGet(out var backup, out fault))
        {
            // An uninstalled Velero deletes nothing any more, and must not stop a destroy.
            return fault.Kind is FaultKind.NotFound or FaultKind.VeleroNotInstalled ? null : Failed(fault);
        }

        if (Json.Text(backup, "metadata", "annotations", OwnedMetadata.InstanceAnnotation) != operationId
            || Json.Text(backup, "metadata", "labels", OwnedMetadata.ClusterUidLabel) != identified.Uid)
        {
            return Finding.Warning(
                FindingKind.ReplacedByAnother,
                cluster.Name,
                "A Backup of that name is there, but it is not the one that this resource made on this cluster; it was left "
                + "alone, because deleting a copy deletes the original's data.",
                null,
                _backup.ObjectName);
        }

        // Without a server nothing would ever happen to the request.
        var answer = await servers.AskAsync(cluster, cancellationToken);
        if (!answer.TryGet(out _, out fault))
        {
            return Failed(fault);
        }

        // Velero refuses to delete a backup that it is making.
        if (!BackupReader.Read(backup, cluster.Name).Phase.IsOver())
        {
            var ended = await wait.UntilAsync(
                cluster,
                _backup,
                $"{OwnedMetadata.RunLabel}={Json.Text(backup, "metadata", "labels", OwnedMetadata.RunLabel)}",
                found => BackupReader.Read(found, cluster.Name).Phase.IsOver(),
                cancellationToken);
            if (ended.End == WaitEnd.Gone)
            {
                return null;
            }

            if (ended.End != WaitEnd.Over)
            {
                return Unfinished(ended, "the backup is still going, and Velero deletes none that is");
            }
        }

        return await RequestAsync(Json.Text(backup, "metadata", "uid"), cancellationToken);
    }

    private async Task<Finding?> RequestAsync(string? backupUid, CancellationToken cancellationToken)
    {
        // A name that fits into a label, whatever the Backup's own length.
        var id = Guid.NewGuid().ToString("N");
        var path = ApiPath.Velero("deletebackuprequests", cluster.VeleroNamespace, $"workspace-{id}");
        var created = await cluster.Api.CreateAsync(
            path with { Name = null },
            new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "DeleteBackupRequest",
                ["metadata"] = new JsonObject
                {
                    ["name"] = path.Name,
                    ["namespace"] = cluster.VeleroNamespace,
                    ["labels"] = new JsonObject
                    {
                        [OwnedMetadata.ManagedByLabel] = OwnedMetadata.FieldManager,
                        [OwnedMetadata.InstanceAnnotation] = id,
                        ["velero.io/backup-uid"] = backupUid,
                    },
                },
                ["spec"] = new JsonObject { ["backupName"] = name },
            },
            default,
            cancellationToken);
        if (!created.TryGet(out _, out var fault))
        {
            return Failed(fault);
        }

        var result = await wait.UntilAsync(
            cluster,
            path,
            $"{OwnedMetadata.InstanceAnnotation}={id}",
            found => Json.Text(found, "status", "phase") == "Processed" && Errors(found).Count > 0,
            cancellationToken);
        if (result.End == WaitEnd.Over)
        {
            return Finding.Error(
                FindingKind.BackupNotDeleted,
                cluster.Name,
                $"Velero could not delete {_backup.ObjectName}: {string.Join("; ", Errors(result.Last!))}. Mend that and run "
                + "Terraform again; with deletion_policy = \"retain\" the backup is left to its expiry.",
                null,
                _backup.ObjectName);
        }

        if (result.End != WaitEnd.Gone)
        {
            return Unfinished(result, "Velero has not finished deleting it");
        }

        // Velero removes a request that worked out. One that was removed by somebody else has done nothing.
        var got = await cluster.Api.GetAsync(_backup, cancellationToken);
        return got.TryGet(out _, out fault)
            ? Finding.Error(
                FindingKind.BackupNotDeleted,
                cluster.Name,
                $"The request to delete {_backup.ObjectName} is gone, and the Backup is not. Run Terraform again.",
                null,
                _backup.ObjectName)
            : fault.Kind == FaultKind.NotFound ? null : Failed(fault);
    }

    private static IReadOnlyList<string> Errors(JsonObject request) => [.. Json.Texts(request, "status", "errors")];

    private Finding Unfinished(WaitResult result, string what) => result.Fault is { } fault
        ? Failed(fault)
        : Finding.Error(
            FindingKind.BackupNotDeleted,
            cluster.Name,
            $"{_backup.ObjectName} was not deleted in time: {what}. It stays in the state; run Terraform again, or allow more in "
            + "timeouts.delete.",
            null,
            _backup.ObjectName);

    private Finding Failed(Fault fault) => Finding.Of(fault with { Object = fault.Object ?? _backup.ObjectName });
}
