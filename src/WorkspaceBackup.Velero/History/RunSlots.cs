using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.History;

/// <summary>
/// The times at which the runs of one schedule are due. A backup belongs to the last of them before it was made: it is
/// late when Velero was down, and on a staggered cluster, but never as late as the next run.
/// </summary>
internal sealed class RunSlots
{
    private static readonly TimeSpan[] s_lookBack =
    [
        TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(8),
        TimeSpan.FromDays(32), TimeSpan.FromDays(366), TimeSpan.FromDays(5 * 366),
    ];

    private readonly CronSchedule _cron;

    private RunSlots(CronSchedule cron) => _cron = cron;

    /// <summary>Each cluster counts from its own last backup, so that they have no common time.</summary>
    public bool IsInterval => _cron.Every is not null;

    /// <summary>Null for a text that no Velero has runs for.</summary>
    public static RunSlots? Parse(string? schedule) =>
        schedule is not null && CronReading.Sound(CronReading.OfAll(schedule)) is { } cron ? new RunSlots(cron) : null;

    /// <summary>The run that a backup made at a time belongs to.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset made)
    {
        if (_cron.Every is { } every)
        {
            // Equal spans from a fixed beginning: each cluster makes one backup in each of them.
            var seconds = Math.Max(60, (long)every.TotalSeconds);
            return DateTimeOffset.FromUnixTimeSeconds(made.ToUnixTimeSeconds() / seconds * seconds);
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

    /// <summary>The run after one; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset slot) => _cron.Every is { } every
        ? DateTimeOffset.MaxValue - slot > every.ToTimeSpan() ? slot.AddSeconds(Math.Max(60, (double)every.TotalSeconds)) : null
        : _cron.Next(slot);

    /// <summary>The first time at or after another; null when there is none, and for an interval.</summary>
    public DateTimeOffset? FirstFrom(DateTimeOffset time) => IsInterval ? null
        : _cron.Next(time == DateTimeOffset.MinValue ? time : time.AddSeconds(-1));

    /// <summary>
    /// The run of a backup whose schedule nobody knows any more: clusters that started in one minute are together.
    /// </summary>
    public static DateTimeOffset Unscheduled(DateTimeOffset made) =>
        DateTimeOffset.FromUnixTimeSeconds(made.ToUnixTimeSeconds() / 60 * 60);

    private DateTimeOffset? LastIn(DateTimeOffset after, DateTimeOffset until)
    {
        DateTimeOffset? last = null;
        for (var next = _cron.Next(after); next is { } found && found <= until; next = _cron.Next(found))
        {
            last = found;
        }

        return last;
    }
}
