using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>What the versions of Velero on a resource's clusters make of its schedule, now and after an upgrade.</summary>
/// <param name="time">The clock.</param>
/// <param name="servers">Asks the Velero servers; share one per process.</param>
public sealed class ScheduleVersions(TimeProvider time, VeleroServers servers)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The versions on clusters whose server answers at once, by cluster name. Nothing is asked when all versions read the
    /// schedule in the same way.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> AskAsync(
        string schedule, string? timeZone, IReadOnlyList<Cluster> clusters, CancellationToken cancellationToken)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!ScheduleText.TryCreate(schedule, timeZone, stagger: null, now: null, out var text, out _)
            || !new CronFindings(text, schedule, time.GetUtcNow()).DependOnVersion)
        {
            return versions;
        }

        // A server that runs takes some 25 ms. One that is slower is asked again by the next read.
        var asked = clusters.ToDictionary(cluster => cluster, cluster => servers.AskAsync(cluster, cancellationToken));
        await Task.WhenAny(Task.WhenAll(asked.Values), Task.Delay(s_patience, time, cancellationToken));
        foreach (var (cluster, answer) in asked)
        {
            if (answer.IsCompletedSuccessfully && (await answer).TryGet(out var server, out _))
            {
                versions[cluster.Name] = server.Version;
            }
        }

        return versions;
    }

    /// <summary>
    /// What a plan has to say of the schedule: each finding once for all clusters. Those that are written on have been asked
    /// by the checks before a write, and count as they answered.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> ForeseeAsync(
        ScheduleDeclaration declaration, IReadOnlyList<Cluster> written, CancellationToken cancellationToken)
    {
        var versions = declaration.Clusters.ToDictionary(
            cluster => cluster, cluster => declaration.Versions.GetValueOrDefault(cluster), StringComparer.Ordinal);
        foreach (var (cluster, version) in await AskAsync(
            declaration.Schedule, declaration.TimeZone, written, cancellationToken))
        {
            versions[cluster] = version;
        }

        return declaration.Cron(time.GetUtcNow()).Of(
            versions, written.Select(static cluster => cluster.Name).ToHashSet(StringComparer.Ordinal));
    }
}
