using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// The times at which the runs of one schedule are due. A backup belongs to the last of them before it was made: it is
/// late when Velero was down, and on a staggered cluster, but never as late as the next run.
/// <para>Where versions of Velero read the schedule in different ways, the times of all of them count: each is a run of the
/// clusters whose Velero has it, and an upgrade gives no old backup another run.</para>
/// </summary>
internal sealed class RunSlots
{
    private static readonly TimeSpan[] s_lookBack =
    [
        TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(8),
        TimeSpan.FromDays(32), TimeSpan.FromDays(366), TimeSpan.FromDays(5 * 366),
    ];

    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<CronSchedule> _crons;

    private RunSlots(IReadOnlyList<CronSchedule> crons) => _crons = crons;

    /// <summary>
    /// Each server counts from its own last backup: clusters have no common time, and each backup is a run of its cluster alone.
    /// </summary>
    public bool IsInterval => _crons[0].Every is not null;

    /// <summary>Null for a text that no Velero has runs for.</summary>
    public static RunSlots? Parse(string? schedule) =>
        schedule is not null && Distinct(schedule) is { Count: > 0 } crons ? new RunSlots(crons) : null;

    /// <summary>The run that a backup made at a time belongs to.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset made)
    {
        if (IsInterval)
        {
            return DateTimeOffset.FromUnixTimeSeconds(made.ToUnixTimeSeconds());
        }

        foreach (var span in s_lookBack)
        {
            if (LastIn(made - DateTimeOffset.MinValue < span ? DateTimeOffset.MinValue : made - span, made) is { } slot)
            {
                return slot;
            }
        }

        return Unscheduled(made);
    }

    /// <summary>The run after one; of an interval, by when Velero, which looks once a minute, has made it. Null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset slot)
    {
        var next = NextOf(slot);
        if (!IsInterval || next is null)
        {
            return next;
        }

        var looked = next > slot + s_look ? next.Value : slot + s_look;
        return DateTimeOffset.MaxValue - looked > s_look ? looked + s_look : null;
    }

    /// <summary>The first time at or after another; null when there is none, and for an interval.</summary>
    public DateTimeOffset? FirstFrom(DateTimeOffset time) => IsInterval ? null
        : IsSlot(time) ? time
        : NextOf(time == DateTimeOffset.MinValue ? time : time.AddSeconds(-1));

    /// <summary>
    /// The run of a backup whose schedule nobody knows any more: clusters that started in one minute are together.
    /// </summary>
    public static DateTimeOffset Unscheduled(DateTimeOffset made) =>
        DateTimeOffset.FromUnixTimeSeconds(made.ToUnixTimeSeconds() / 60 * 60);

    /// <summary>The readings that have runs, those of the newest released Velero first; the same runs once.</summary>
    private static List<CronSchedule> Distinct(string schedule)
    {
        List<CronSchedule> distinct = [];
        foreach (var cron in CronReading.OfAll(schedule)
            .Where(static reading => reading.IsSound)
            .OrderByDescending(static reading => reading.Dialect == CronDialect.Released)
            .Select(static reading => reading.Schedule!))
        {
            // Intervals are the same in all, but for the shortest, which no Velero keeps to.
            if (distinct.Count == 0 || (cron.Every is null && distinct.TrueForAll(other => !SameRuns(other, cron))))
            {
                distinct.Add(cron);
            }
        }

        return distinct;
    }

    private static bool SameRuns(CronSchedule one, CronSchedule other) =>
        CronDialects.SameRules(one, other) && (one.Zone is null || one.Dialect.IsGoCron == other.Dialect.IsGoCron);

    // A run that a clock change has put off is only found from before the change on.
    private bool IsSlot(DateTimeOffset time) =>
        time - DateTimeOffset.MinValue > s_lookBack[1] * 2 && LastIn(time - (s_lookBack[1] * 2), time) == time;

    private DateTimeOffset? NextOf(DateTimeOffset time) => _crons.Min(cron => cron.Next(time));

    private DateTimeOffset? LastIn(DateTimeOffset after, DateTimeOffset until)
    {
        DateTimeOffset? last = null;
        foreach (var cron in _crons)
        {
            for (var next = cron.Next(after); next is { } found && found <= until; next = cron.Next(found))
            {
                last = found > last ? found : last ?? found;
            }
        }

        return last;
    }
}
