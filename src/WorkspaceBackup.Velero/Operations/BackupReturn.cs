using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Operations;

/// <summary>
/// A Backup whose object somebody deleted: its files are in the bucket still, and a DeleteBackupRequest needs the object.
/// Velero's sync brings it back, unless the files are gone too. A pass lists the bucket first and stamps
/// <c>lastSyncedTime</c> last, so that of two stamps after the object was missed the second is of a pass that would have
/// brought it.
/// </summary>
internal sealed class BackupReturn(KnownObject known, VeleroServers servers, TimeProvider time)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly Cluster _cluster = known.Cluster;
    private readonly ApiPath _backup = ApiPath.Velero("backups", known.Cluster.VeleroNamespace, known.Name);

    /// <returns>The Backup that is back; both null: its files are gone as well.</returns>
    public async Task<(JsonObject? Backup, Finding? Finding)> WaitAsync(CancellationToken cancellationToken)
    {
        if (known.Location is not { } name)
        {
            return (null, Lost("its location is not known"));
        }

        var path = ApiPath.Velero("backupstoragelocations", _cluster.VeleroNamespace, name);
        var period = await PeriodAsync(path, cancellationToken);
        if (period.Finding is not null)
        {
            return (null, period.Finding);
        }

        var answer = await servers.AskAsync(_cluster, cancellationToken);
        if (!answer.TryGet(out _, out var fault))
        {
            return (null, Finding.Of(fault with { Object = _backup.ObjectName }));
        }

        var pause = period.Value / 4 < s_longestPause ? period.Value / 4 : s_longestPause;
        string? stamp = null;
        for (var passes = -1; passes < 2;)
        {
            var got = await _cluster.Api.GetAsync(_backup, cancellationToken);
            if (got.TryGet(out var backup, out fault))
            {
                return (backup, null);
            }

            var location = await _cluster.Api.GetAsync(path, cancellationToken);
            if (fault.Kind == FaultKind.NotFound && location.TryGet(out var found, out _))
            {
                if (Unusable(found) is { } why)
                {
                    return (null, Lost(why));
                }

                var seen = Json.Text(found, "status", "lastSyncedTime") ?? "";
                if (seen != stamp)
                {
                    (stamp, passes) = (seen, passes + 1);
                    continue;
                }
            }

            try
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return (null, Finding.Error(
                    FindingKind.BackupNotDeleted,
                    _cluster.Name,
                    $"{_backup.ObjectName} is not there, but its data may be: Velero has not looked through location "
                    + $"\"{name}\" in time (its sync period is {GoDuration.FromTimeSpan(period.Value)}).",
                    null,
                    _backup.ObjectName));
            }
        }

        return (null, null);
    }

    private async Task<(TimeSpan Value, Finding? Finding)> PeriodAsync(ApiPath path, CancellationToken cancellationToken)
    {
        var got = await _cluster.Api.GetAsync(path, cancellationToken);
        if (!got.TryGet(out var location, out var fault))
        {
            return (default, fault.Kind == FaultKind.NotFound
                ? Lost($"its location \"{path.Name}\" is not there any more")
                : Finding.Of(fault with { Object = _backup.ObjectName }));
        }

        if (Unusable(location) is { } why)
        {
            return (default, Lost(why));
        }

        var text = Json.Text(location, "spec", "backupSyncPeriod");
        if (text is null)
        {
            var deployment = await VeleroDeployment.ReadAsync(_cluster, cancellationToken);
            text = deployment.TryGet(out var found, out _) ? VeleroDeployment.Flag(found, "backup-sync-period") : null;
        }

        var period = text is not null && GoDuration.TryParse(text, out var given, out _)
            ? given.ToTimeSpan()
            : TimeSpan.FromMinutes(1);
        return period > TimeSpan.Zero
            ? (period, null)
            : (default, Lost($"Velero never looks through its location \"{path.Name}\" (backupSyncPeriod is 0)"));
    }

    private static string? Unusable(JsonObject location) =>
        Json.Text(location, "status", "phase") is "Available"
            ? null
            : $"Velero cannot use its location \"{Json.Name(location)}\" "
              + $"({LocationMessage.Of(location) ?? "it is not validated yet"})";

    private Finding Lost(string why) => Finding.Error(
        FindingKind.BackupNotDeleted,
        _cluster.Name,
        $"The data of {_backup.ObjectName} is still in the bucket, and nothing here can delete it: the object is gone, and {why}. "
        + "Nothing was deleted. Once that is corrected, Velero brings the object back and can delete it with its data.",
        null,
        _backup.ObjectName);
}
