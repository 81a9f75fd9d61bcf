using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Writing;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// Deletes one Backup with its data through a <c>DeleteBackupRequest</c>: deleting the object alone deletes nothing in the
/// bucket, and Velero brings it back from there.
/// </summary>
/// <param name="progress">Told what a backup that has to end first is at.</param>
internal sealed class BackupDeletion(
    KnownObject known, VeleroServers servers, ObjectWait wait, TimeProvider time, Action<OperationState> progress)
{
    private const int MaxAttempts = 3;

    /// <summary>Velero's words for a backup that it does not delete now.</summary>
    private const string InProgress = "still in progress";

    private readonly Cluster _cluster = known.Cluster;
    private readonly ApiPath _backup = ApiPath.Velero("backups", known.Cluster.VeleroNamespace, known.Name);

    /// <returns>Why the Backup is still there, as an error; a warning when it was left alone; null: it is gone.</returns>
    public async Task<Finding?> RunAsync(CancellationToken cancellationToken)
    {
        var identity = await _cluster.Probe.GetAsync(cancellationToken);
        if (!identity.TryGet(out var identified, out var fault))
        {
            return Failed(fault);
        }

        if (!known.IsOn(identified))
        {
            return OperationVerdict.OfAnotherCluster(known, _backup.ObjectName);
        }

        var got = await _cluster.Api.GetAsync(_backup, cancellationToken);
        if (!got.TryGet(out var backup, out fault))
        {
            // An uninstalled Velero deletes nothing any more, and must not stop a destroy.
            if (fault.Kind == FaultKind.VeleroNotInstalled && known.WasBegun)
            {
                return Finding.Warning(
                    FindingKind.BackupNotDeleted,
                    _cluster.Name,
                    $"Velero is not installed there any more, so the data of {_backup.ObjectName} stays in the bucket. A Velero that uses the same "
                    + $"bucket brings the Backup back; velero backup delete {known.Name} deletes it there with its data.",
                    null,
                    _backup.ObjectName);
            }

            if (fault.Kind is FaultKind.VeleroNotInstalled || (fault.Kind == FaultKind.NotFound && !known.WasBegun))
            {
                return null;
            }

            if (fault.Kind != FaultKind.NotFound)
            {
                return Failed(fault);
            }

            if (known.MovedTo is { } there
                && (await there.Api.GetAsync(ApiPath.Velero("backups", there.VeleroNamespace, known.Name), cancellationToken))
                    .TryGet(out var moved, out _)
                && known.Is(moved))
            {
                return await new BackupDeletion(known with { Cluster = there, MovedTo = null }, servers, wait, time, progress)
                    .RunAsync(cancellationToken);
            }

            (backup, var lost) = await new BackupReturn(known, servers, time).WaitAsync(cancellationToken);
            if (backup is null)
            {
                return lost;
            }
        }

        if (!known.Is(backup)
            || Json.Text(backup, "metadata", "labels", OwnedMetadata.ClusterUidLabel) != identified.Uid)
        {
            return Finding.Warning(
                FindingKind.ReplacedByAnother,
                _cluster.Name,
                "A Backup of that name is there, but it is not the one that this resource made on this cluster; it was left "
                + "alone, because deleting a copy deletes the original's data.",
                null,
                _backup.ObjectName);
        }

        // Without a server nothing would ever happen to the request.
        var answer = await servers.AskAsync(_cluster, cancellationToken);
        if (!answer.TryGet(out _, out fault))
        {
            return Failed(fault);
        }

        // Velero deletes no backup that it is making, and the object of one must not be deleted: in 1.18 its place in the
        // queue would never be given back. One that is only queued may begin before the request is looked at.
        for (var attempt = 1; ; attempt++)
        {
            if (IsBeingMade(backup))
            {
                var diagnosis = new OperationDiagnosis(servers, time);
                var reports = new OperationReports(progress, time);
                var standstill = new Standstill(time, async found => (await DiagnoseAsync(diagnosis, found)).Text, progress);
                var ended = await wait.UntilAsync(
                    _cluster,
                    _backup,
                    $"{OwnedMetadata.RunLabel}={Json.Text(backup, "metadata", "labels", OwnedMetadata.RunLabel)}",
                    found =>
                    {
                        reports.See(StateOf(found));
                        return !IsBeingMade(found);
                    },
                    cancellationToken,
                    found => standstill.SeeAsync(StateOf(found), found));
                if (ended.End == WaitEnd.Gone)
                {
                    return await new BackupDeletion(known with { WasBegun = true }, servers, wait, time, progress)
                        .RunAsync(cancellationToken);
                }

                if (ended.End != WaitEnd.Over)
                {
                    return Unfinished(
                        ended,
                        $"it is still being made ({OperationVerdict.Progress(StateOf(ended.Last ?? backup))}), and Velero deletes none "
                        + "that is",
                        ended.Fault is null ? (await DiagnoseAsync(diagnosis, ended.Last ?? backup)).Text : null);
                }
            }

            var refusal = await RequestAsync(Json.Text(backup, "metadata", "uid"), cancellationToken);
            if (refusal is null || attempt == MaxAttempts
                || !refusal.Detail.Contains(InProgress, StringComparison.Ordinal))
            {
                return refusal;
            }

            got = await _cluster.Api.GetAsync(_backup, cancellationToken);
            if (!got.TryGet(out backup, out fault))
            {
                return Failed(fault);
            }
        }
    }

    private OperationState StateOf(JsonObject backup) => OperationState.Of(BackupReader.Read(backup, _cluster.Name));

    private async Task<Diagnosis> DiagnoseAsync(OperationDiagnosis diagnosis, JsonObject backup)
    {
        using var limit = new CancellationTokenSource(FanOut.CleanUpLimit, time);
        return await diagnosis.OfAsync(_cluster, "backups", backup, limit.Token);
    }

    private bool IsBeingMade(JsonObject backup) =>
        BackupReader.Read(backup, _cluster.Name).Phase is var phase && !phase.IsOver() && phase != BackupPhase.Queued;

    private async Task<Finding?> RequestAsync(string? backupUid, CancellationToken cancellationToken)
    {
        // A name that fits into a label, whatever the Backup's own length.
        var id = Guid.NewGuid().ToString("N");
        var path = ApiPath.Velero("deletebackuprequests", _cluster.VeleroNamespace, $"workspace-{id}");
        var created = await _cluster.Api.CreateAsync(
            path with { Name = null },
            new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "DeleteBackupRequest",
                ["metadata"] = new JsonObject
                {
                    ["name"] = path.Name,
                    ["namespace"] = _cluster.VeleroNamespace,
                    ["labels"] = new JsonObject
                    {
                        [OwnedMetadata.ManagedByLabel] = OwnedMetadata.FieldManager,
                        [OwnedMetadata.InstanceAnnotation] = id,
                        ["velero.io/backup-uid"] = backupUid,
                    },
                },
                ["spec"] = new JsonObject { ["backupName"] = known.Name },
            },
            default,
            cancellationToken);
        if (!created.TryGet(out _, out var fault))
        {
            return Failed(fault);
        }

        var result = await wait.UntilAsync(
            _cluster,
            path,
            $"{OwnedMetadata.InstanceAnnotation}={id}",
            found => Json.Text(found, "status", "phase") == "Processed" && Errors(found).Count > 0,
            cancellationToken);
        if (result.End == WaitEnd.Over)
        {
            // Nobody reads it any more; an identity that may not delete it leaves it to Velero, which does after a day.
            await _cluster.Api.DeleteAsync(path, Json.Text(result.Last, "metadata", "uid"), default, cancellationToken);
            return Finding.Error(
                FindingKind.BackupNotDeleted,
                _cluster.Name,
                $"Velero could not delete {_backup.ObjectName}: {string.Join("; ", Errors(result.Last!))}.",
                null,
                _backup.ObjectName);
        }

        if (result.End != WaitEnd.Gone)
        {
            return Unfinished(result, "Velero has not finished deleting it");
        }

        // Velero removes a request that worked out. One that was removed by somebody else has done nothing.
        var got = await _cluster.Api.GetAsync(_backup, cancellationToken);
        return got.TryGet(out _, out fault)
            ? Finding.Error(
                FindingKind.BackupNotDeleted,
                _cluster.Name,
                $"The request to delete {_backup.ObjectName} is gone, and the Backup is not.",
                null,
                _backup.ObjectName)
            : fault.Kind == FaultKind.NotFound ? null : Failed(fault);
    }

    private static IReadOnlyList<string> Errors(JsonObject request) => [.. Json.Texts(request, "status", "errors")];

    private Finding Unfinished(WaitResult result, string what, string? why = null) => result.Fault is { } fault
        ? Failed(fault)
        : Finding.Error(
            FindingKind.BackupNotDeleted,
            _cluster.Name,
            $"{_backup.ObjectName} was not deleted in time: {what}.{(why is null ? "" : $" {why}")}",
            null,
            _backup.ObjectName);

    private Finding Failed(Fault fault) => Finding.Of(fault with { Object = fault.Object ?? _backup.ObjectName });
}
