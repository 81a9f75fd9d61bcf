using System.Text;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// What to say about one declared schedule on clusters whose Velero servers may read it in different ways: now, and after
/// their next upgrade. Each finding is said once and lists its clusters.
/// </summary>
/// <param name="text">The schedule with its time zone.</param>
/// <param name="schedule">As it was declared, without the zone: what the user would edit.</param>
/// <param name="now">From when on runs are listed; null: no times are named.</param>
/// <param name="isFound">Somebody else has put it on the clusters: it is not what is declared.</param>
public sealed class CronFindings(ScheduleText text, string schedule, DateTimeOffset? now, bool isFound = false)
{
    private const string Field = "spec.schedule";

    private const string NotDeclared = "It is not the declared schedule, which replaces it when it is written.";

    /// <param name="versions">By cluster, what its Velero server said of itself; null: not known.</param>
    /// <param name="written">The clusters that the schedule is about to be written on: refused there is an error.</param>
    public IReadOnlyList<Finding> Of(
        IReadOnlyDictionary<string, string?> versions, IReadOnlySet<string> written)
    {
        var clusters = versions
            .OrderBy(static entry => entry.Key, StringComparer.Ordinal)
            .Select(static entry => (Name: entry.Key, Version: entry.Value, Dialect: DialectOf(entry.Value)))
            .ToList();
        List<Finding> findings = [];
        foreach (var spoken in clusters.Where(static cluster => cluster.Dialect is not null).GroupBy(static c => c.Dialect!))
        {
            var names = spoken.Select(static cluster => cluster.Name).ToList();
            if (text.In(spoken.Key) is { IsSound: false } refused)
            {
                // A zone for a Velero without zones is a finding of its own.
                if (refused.Error?.Field != CronField.TimeZone || spoken.Key.HasZones)
                {
                    findings.AddRange(Refused(refused, names, written));
                }
            }
            else
            {
                findings.AddRange(About(spoken.Key, names));
            }
        }

        var unknown = clusters.Where(static cluster => cluster.Dialect is null).Select(static c => c.Name).ToList();
        if (unknown.Count > 0)
        {
            findings.AddRange(Unknown(unknown));
        }

        return findings;
    }

    /// <summary>Whether what is said depends on the versions: not for a schedule that all read alike.</summary>
    public bool DependOnVersion => ((string?[])[null, .. CronDialect.All.Select(static dialect => $"{dialect.Since}")])
        .Any(version => Of(new Dictionary<string, string?> { [""] = version }, new HashSet<string>()).Count > 0);

    /// <summary>The dialect of a server's version; null for none, and for a build without one.</summary>
    public static CronDialect? DialectOf(string? version) =>
        version is not null && VeleroVersion.TryParse(version, out var parsed) ? CronDialect.Of(parsed) : null;

    /// <summary>What stands in the way of writing on one cluster; null: nothing.</summary>
    /// <param name="version">What its Velero said of itself; null: not known.</param>
    public Finding? Refusal(string cluster, string? version)
    {
        if (DialectOf(version) is { } dialect)
        {
            var reading = text.In(dialect);
            return reading.IsSound || (reading.Error?.Field == CronField.TimeZone && !dialect.HasZones)
                ? null
                : Refused(reading, [cluster], new HashSet<string> { cluster })[0];
        }

        return OnlyDialect is { } only ? UnderstoodBySome(Severity.Error, only, [cluster]) : null;
    }

    private DateTimeOffset From => now ?? DateTimeOffset.UnixEpoch;

    private CronDialect? OnlyDialect =>
        text.Readings.Where(static reading => reading.IsSound).ToList() is [var only] ? only.Dialect : null;

    private List<Finding> Refused(CronReading reading, List<string> clusters, IReadOnlySet<string> written)
    {
        List<Finding> findings = [];
        foreach (var group in clusters.GroupBy(written.Contains))
        {
            var names = Names(group);
            var detail = $"{names} ({reading.Dialect}): the schedule \"{schedule}\" has no runs there: {reading.Refusal(now)}.\n\n"
                + (group.Key
                    ? "Nothing was written there."
                    : "It is stored there as it is, so no backup is made, or one every minute. "
                        + (isFound ? NotDeclared : "Correct the schedule."));
            findings.Add(group.Key
                ? Finding.Error(FindingKind.ScheduleRefused, "", detail, Field)
                : Finding.Warning(FindingKind.ScheduleRefused, "", detail, Field));
        }

        return findings;
    }

    private IEnumerable<Finding> About(CronDialect dialect, List<string> clusters)
    {
        var reading = text.In(dialect).Schedule!;
        if (dialect.NeedsBothDays && reading.HasBothDayFields)
        {
            yield return Finding.Warning(
                FindingKind.BothDaysNeeded,
                "",
                $"{Names(clusters)} ({dialect}): the schedule \"{schedule}\" restricts both day of month and day of week, and a day has to match "
                + "both. Up to Velero 1.18 one of the two was enough.\n\nIf that is what you want, there is nothing to do. Otherwise set one of them to *.",
                Field);
        }

        if (dialect.Next is { } next
            && CronDialects.Differences(reading.Text, dialect, next, From) is { OnlyClockChanges: false } change)
        {
            yield return Finding.Warning(
                next == CronDialect.Since115 ? FindingKind.ScheduleChangesWith115 : FindingKind.ScheduleChangesWith119,
                "",
                Change(change, clusters),
                Field);
        }
        else if (!dialect.NeedsBothDays && reading.HasBothDayFields)
        {
            yield return EitherDay($"{Names(clusters)} ({dialect})");
        }
    }

    private IEnumerable<Finding> Unknown(List<string> clusters)
    {
        if (OnlyDialect is { } only)
        {
            yield return UnderstoodBySome(Severity.Warning, only, clusters);
        }
        else if (!text.Cron.Dialect.NeedsBothDays && text.Cron.HasBothDayFields)
        {
            yield return EitherDay($"{Names(clusters)} (the version of Velero is not known)");
        }
    }

    private Finding UnderstoodBySome(Severity severity, CronDialect only, IReadOnlyList<string> clusters) => new(
        severity,
        FindingKind.ScheduleUnderstoodBySome,
        "",
        $"{Names(clusters)}: it is not known which version of Velero runs there, and only {only} has runs for the schedule \"{schedule}\". "
        + $"Others say: {string.Join("; ", text.Readings.Where(static r => !r.IsSound).Select(r => $"{r.Dialect}: {r.Refusal(null)}"))}."
        + (severity == Severity.Error ? " Nothing was written there." : ""),
        Field);

    private Finding EitherDay(string where) => Finding.Warning(
        FindingKind.EitherDayEnough,
        "",
        $"{where}: the schedule \"{schedule}\" restricts both day of month and day of week. Up to Velero 1.18 that means either: it runs on the "
        + "days that match one of the two. From Velero 1.19 on a day has to match both.\n\n"
        + "If \"either\" is meant, write two schedules, one for each field. Otherwise set one of them to *.",
        Field);

    private string Change(CronDifference change, List<string> clusters)
    {
        var next = $"Velero {change.To.Dialect.Since}";
        var words = new StringBuilder();
        words.Append($"{Names(clusters)} ({change.From.Dialect}): {next} reads the schedule \"{schedule}\" differently, and does not tell anybody. ")
            .Append($"{Reason(change)}\n\n")
            .Append($"Next runs now: {Runs(change.RunsBefore, change.From)}\n")
            .Append($"With {next}: {Runs(change.RunsAfter, change.To)}\n\n");

        // The zone is an argument of its own: what is proposed is for the schedule alone.
        var rewriting = CronDialects.Differences(schedule, change.From.Dialect, change.To.Dialect, From)?.Rewriting
            ?? change.Rewriting;
        return words
            .Append(isFound ? $"{NotDeclared} If it is meant to stay, declare it; but before" : "Before")
            .Append($" Velero is upgraded there, {Remedy(rewriting, change)}")
            .ToString();
    }

    private static string Remedy(IReadOnlyList<string> rewriting, CronDifference change) => rewriting switch
    {
        [var one] => $"write \"{one}\": it keeps the present runs in both versions.",
        [var days, var weekdays] =>
            $"write two schedules, which together keep the present runs in both versions: \"{days}\" and \"{weekdays}\". "
            + "A day that matches both gets two backups.",
        _ when change.To.Dialect.Next is { } after =>
            $"choose a schedule that restricts one day field only: no text has these runs in both versions. (Velero {after.Since} reads it as now again.)",
        _ => "choose a schedule that restricts one day field only: no text has these runs in both versions.",
    };

    private string Reason(CronDifference change)
    {
        if (change.To.Error is { } error)
        {
            return $"It refuses it ({error}), and makes no backups.";
        }

        var (before, after) = (change.From.Schedule!, change.To.Schedule!);
        var days = change.To.Dialect.NeedsBothDays && before.HasBothDayFields
            ? "There, a day has to match both day fields; now one of the two is enough."
            : !before.HasBothDayFields && after.HasBothDayFields
                ? "There, one of the two day fields is enough; now a day has to match both, because of the star with a step."
                : "There, the same fields mean other values.";
        return change.To.IsSound ? days : $"{days} So {change.To.Refusal(now)}.";
    }

    private static string Runs(IReadOnlyList<DateTimeOffset> runs, CronReading reading)
    {
        var times = string.Join(", ", runs.Select(KubernetesTime.Text));
        return (reading.Schedule, runs.Count) switch
        {
            (null, _) => "none, it is refused",
            (_, 0) => "none, but a backup every minute",
            (_, < 3) => $"{times}, and then a backup every minute",
            _ => times,
        };
    }

    private static string Names(IEnumerable<string> clusters)
    {
        var all = clusters.ToList();
        return $"Cluster{(all.Count == 1 ? "" : "s")} {NameList.Quoted(all)}";
    }
}
