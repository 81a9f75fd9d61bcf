using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>What one dialect makes of a text.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Schedule">What it reads; null when it refuses the text.</param>
/// <param name="Error">Why it refuses the text; null when it does not.</param>
public sealed record CronReading(CronDialect Dialect, CronSchedule? Schedule, CronError? Error)
{
    /// <summary>Whether it runs, now and always.</summary>
    public bool IsSound => Schedule is { GoesOn: true };

    public static CronReading Of(string text, CronDialect dialect)
    {
        CronSchedule.TryParse(text, dialect, out var schedule, out var error);
        return new(dialect, schedule, error);
    }

    /// <summary>What each dialect makes of a text, in the order of <see cref="CronDialect.All"/>.</summary>
    public static IReadOnlyList<CronReading> OfAll(string text) =>
        [.. CronDialect.All.Select(dialect => Of(text, dialect))];

    /// <summary>
    /// The schedule of a reading that has runs: that of the newest released Velero if it can be; null when none has.
    /// </summary>
    public static CronSchedule? Sound(IEnumerable<CronReading> readings) =>
        readings.Where(static reading => reading.IsSound)
            .OrderByDescending(static reading => reading.Dialect == CronDialect.Released)
            .ThenByDescending(static reading => reading.Dialect.Since)
            .FirstOrDefault()?.Schedule;

    /// <summary>
    /// Why it cannot be used, without a final stop; null when it can. What Velero accepts and never runs, or not for good,
    /// it takes for overdue at every look.
    /// </summary>
    /// <param name="now">From when on runs are looked for; null: no time is named.</param>
    public string? Refusal(DateTimeOffset? now)
    {
        const string Pause = "for a schedule that does not run, use paused = true";
        const string EveryMinute = "and Velero would make a backup every minute";
        if (Schedule is null)
        {
            return Error!.ToString();
        }

        if (Schedule.NeverFires)
        {
            return $"it never fires: no date satisfies it, {EveryMinute}; {Pause}";
        }

        if (Schedule.GoesOn)
        {
            return null;
        }

        var last = now is { } from ? Schedule.LastRun(from) : null;
        var reason = (now, last) switch
        {
            (null, _) => "its runs are more than five years apart",
            (_, { } run) => $"its last good run is {KubernetesTime.Text(run)}: the next one is more than five years later",
            _ => "its next run is more than five years away",
        };
        return $"{reason}, which is further than Velero looks, {EveryMinute}; name more days; {Pause}";
    }
}
