using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Writing;

/// <summary>Whether a Velero server runs, and whether it is new enough for what only the server understands.</summary>
internal sealed class ServerPreflight(VeleroServers servers)
{
    private static readonly VeleroVersion s_timeZones = new(1, 15);

    public async Task<PreflightResult> RunAsync(PreflightSubject subject, CancellationToken cancellationToken)
    {
        var asked = await servers.AskAsync(subject.Cluster, cancellationToken);
        if (asked.TryGet(out var server, out var fault))
        {
            return new PreflightResult([.. TimeZone(subject, server.Version)], IsVeleroSilent: false);
        }

        return fault.Kind switch
        {
            FaultKind.VeleroNotAnswering => Found(Finding.Of(fault, Severity.Warning), isVeleroSilent: true),
            FaultKind.Forbidden when !subject.Planning => Found(Finding.Of(fault)),
            _ => Found(PreflightSubject.Unread(fault, "whether a Velero server answers")),
        };

        static PreflightResult Found(Finding finding, bool isVeleroSilent = false) => new([finding], isVeleroSilent);
    }

    // The CRD takes any text; an older server finds a cron of six fields, or an unknown zone.
    private static IEnumerable<Finding> TimeZone(PreflightSubject subject, string version)
    {
        var schedule = subject.Element.Schedule;
        var hasZone = schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal)
            || schedule.StartsWith("TZ=", StringComparison.Ordinal);
        if (hasZone && VeleroVersion.TryParse(version, out var parsed) && parsed.CompareTo(s_timeZones) < 0)
        {
            yield return Finding.Warning(
                FindingKind.TimeZoneUnsupported,
                subject.Cluster.Name,
                $"Velero {version} runs there, and time zones came with Velero {s_timeZones}: it refuses the schedule, "
                + "or runs it at other times. Write the schedule in UTC, without time_zone, or upgrade Velero.",
                "spec.schedule",
                ScheduleReader.Describe(subject.Cluster, subject.Element.Name));
        }
    }
}
