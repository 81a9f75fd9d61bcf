namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Compares what two dialects make of the same text.</summary>
public static class CronDialects
{
    private const int ShownRuns = 3;
    private const long SecondsAround = 3 * 3600;
    private const long ComparedSeconds = 5 * 366 * 86_400L;

    /// <summary>How a schedule changes from one dialect to another.</summary>
    /// <param name="expression">The cron text, zone included.</param>
    /// <param name="from">The dialect it is read in now.</param>
    /// <param name="to">The one it will be read in.</param>
    /// <param name="after">From when on runs are listed.</param>
    /// <returns>Null when both read it in the same way, and when it does not run now, so that nothing can be lost.</returns>
    public static CronDifference? Differences(
        string expression, CronDialect from, CronDialect to, DateTimeOffset after)
    {
        var (before, behind) = (CronReading.Of(expression, from), CronReading.Of(expression, to));
        if (!before.IsSound)
        {
            return null;
        }

        var atClockChange = behind.Schedule is { } changed && SameRules(before.Schedule!, changed)
            ? ClockChange(before.Schedule!, changed, after)
            : after;
        return atClockChange is { } start
            ? new CronDifference(
                before,
                behind,
                Runs(before, start),
                Runs(behind, start),
                start != after,
                CronRewriting.Of(before.Schedule!, to))
            : null;
    }

    /// <summary>Whether two schedules have the same runs, but for the hours that clock changes skip.</summary>
    internal static bool SameRules(CronSchedule left, CronSchedule right) =>
        left.Every is not null || right.Every is not null
            ? left.EverySeconds == right.EverySeconds
            : ReferenceEquals(left.Zone, right.Zone) && left.Fields.SameAs([right.Fields]);

    /// <summary>A time from which on the two differ because of the next clock change; null when none makes them.</summary>
    private static DateTimeOffset? ClockChange(CronSchedule left, CronSchedule right, DateTimeOffset after)
    {
        if (left.Zone is not { } zone || left.Dialect.IsGoCron == right.Dialect.IsGoCron)
        {
            return null;
        }

        var now = after.ToUnixTimeSeconds();
        foreach (var change in zone.Changes(now, now + ComparedSeconds))
        {
            var start = DateTimeOffset.FromUnixTimeSeconds(change - SecondsAround);
            var end = DateTimeOffset.FromUnixTimeSeconds(change + SecondsAround);
            DateTimeOffset? one = start, other = start;
            while (one == other && one < end)
            {
                (one, other) = (left.Next(one.Value), right.Next(other!.Value));
            }

            if (one != other)
            {
                return start;
            }
        }

        return null;
    }

    private static List<DateTimeOffset> Runs(CronReading reading, DateTimeOffset after)
    {
        var runs = new List<DateTimeOffset>(ShownRuns);
        for (var next = reading.Schedule?.Next(after); next is { } run && runs.Count < ShownRuns;)
        {
            runs.Add(run);
            next = reading.Schedule!.Next(run);
        }

        return runs;
    }
}
