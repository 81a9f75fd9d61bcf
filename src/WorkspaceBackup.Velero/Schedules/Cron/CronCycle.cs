namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// Dates and weekdays repeat after 28 years. A schedule goes on when, whatever its run, the next is within the five years
/// that Velero's libraries look ahead; they give up where it is not, and Velero then makes a backup every minute. (The
/// missing leap day of 2100 is not counted: it would refuse 29 February today.)
/// </summary>
internal static class CronCycle
{
    private const int Years = 28;

    /// <summary>The search ends with the fifth year after that of its start.</summary>
    private const int Reach = 5;

    /// <summary>More dates than clock changes can take away from a schedule in one year.</summary>
    private const int Plenty = 4;

    // The zones' rules of these years are those of the years to come.
    private static readonly DateTimeOffset s_reference = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a schedule that has any date never comes to an end.</summary>
    public static bool GoesOn(CronSchedule schedule, CronFields fields, ZoneRules? zone) =>
        GoesOn(fields, zone is null ? 1 : Plenty) || (zone is not null && LastRun(schedule, s_reference) is (false, _));

    /// <summary>
    /// Whether the runs after a time come to an end, and the last of them; null when there is no first one in reach.
    /// </summary>
    public static (bool Ends, DateTimeOffset? Last) LastRun(CronSchedule schedule, DateTimeOffset from)
    {
        DateTimeOffset? last = null;
        var at = from;
        while (at < from.AddYears(Years + Reach))
        {
            if (schedule.Next(at) is not { } next)
            {
                return (true, LastOf(schedule, last, at));
            }

            // One run of a day tells as much as all, but for those near the end of a year: the search counts years.
            last = next;
            var later = next.AddHours(20);
            at = later.AddDays(1).Year == next.Year ? later : next;
        }

        return (false, null);
    }

    private static DateTimeOffset? LastOf(CronSchedule schedule, DateTimeOffset? last, DateTimeOffset until)
    {
        while (last is { } run && schedule.Next(run) is { } next && next <= until)
        {
            last = next;
        }

        return last;
    }

    private static bool GoesOn(CronFields fields, int dates)
    {
        Span<int> fires = stackalloc int[Years];
        var count = 0;
        var weekday = 0;
        for (var year = 0; year < Years; year++)
        {
            var isLeap = year % 4 == 3;
            if (HasDates(fields, isLeap, weekday, dates))
            {
                fires[count++] = year;
            }

            weekday = (weekday + (isLeap ? 2 : 1)) % 7;
        }

        for (var i = 0; i < count; i++)
        {
            var next = i + 1 < count ? fires[i + 1] : fires[0] + Years;
            if (next - fires[i] > Reach)
            {
                return false;
            }
        }

        return count > 0;
    }

    private static bool HasDates(CronFields fields, bool isLeap, int weekday, int dates)
    {
        for (var month = 1; month <= 12; month++)
        {
            // 2023 is a common year, 2024 a leap year.
            var days = DateTime.DaysInMonth(isLeap ? 2024 : 2023, month);
            for (var day = 1; fields.HasMonth(month) && day <= days; day++)
            {
                if (fields.HasDay(day, (weekday + day - 1) % 7) && --dates == 0)
                {
                    return true;
                }
            }

            weekday = (weekday + days) % 7;
        }

        return false;
    }
}
