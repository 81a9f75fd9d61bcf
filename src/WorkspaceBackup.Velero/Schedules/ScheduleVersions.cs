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
    /// What an upgrade does to schedules that others have put on clusters, and whether the Velero that is there has runs for
    /// them. Nothing is said of a text that no version understands: Velero says so itself.
    /// </summary>
    /// <param name="found">By cluster, the cron text as it stands there.</param>
    /// <param name="seen">By cluster, the version of Velero that was last seen there.</param>
    public async Task<IReadOnlyList<Finding>> ForeseeFoundAsync(
        IReadOnlyDictionary<Cluster, string> found, IReadOnlyDictionary<string, string> seen, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var alike in found.GroupBy(static entry => entry.Value, static entry => entry.Key))
        {
            if (!ScheduleText.TryCreate(alike.Key, timeZone: null, stagger: null, now: null, out var text, out _))
            {
                continue;
            }

            var versions = alike.ToDictionary(
                static cluster => cluster.Name, cluster => seen.GetValueOrDefault(cluster.Name), StringComparer.Ordinal);
            foreach (var (cluster, version) in await AskAsync(alike.Key, null, [.. alike], cancellationToken))
            {
                versions[cluster] = version;
            }

            findings.AddRange(new CronFindings(text, alike.Key, time.GetUtcNow(), isFound: true)
                .Of(versions, new HashSet<string>())
                .Where(static finding => finding.Kind is FindingKind.ScheduleRefused
                    or FindingKind.ScheduleChangesWith115 or FindingKind.ScheduleChangesWith119));
        }

        return findings;
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

        return
        [
            .. declaration.Cron(time.GetUtcNow()).Of(versions, written.Select(static cluster => cluster.Name).ToHashSet(StringComparer.Ordinal)),
            .. NoCommonRun(declaration),
        ];
    }

    private static IEnumerable<Finding> NoCommonRun(ScheduleDeclaration declaration)
    {
        if (declaration is { Clusters.Count: > 1, IsInterval: true })
        {
            yield return Finding.Warning(
                FindingKind.NoCommonRun,
                "",
                $"With \"{declaration.Schedule}\" each Velero counts from its own last backup, so the {declaration.Clusters.Count} clusters make "
                + "theirs at different times: each backup is a run of its own cluster.",
                "spec.schedule") with
            {
                About = declaration.Prefix,
            };
        }
    }
}
