using System.Numerics;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// Finds other texts for a schedule that two dialects read in the same way: fields written out where the other dialect
/// would not take them, and one or two schedules with a single day field each where they combine days otherwise. What is
/// proposed has been read in both dialects and compared for every date and weekday.
/// </summary>
internal static class CronRewriting
{
    /// <param name="schedule">The schedule as it is read now.</param>
    /// <param name="to">The dialect in which it shall mean the same.</param>
    /// <returns>The texts that together do; empty when none were found.</returns>
    public static IReadOnlyList<string> Of(CronSchedule schedule, CronDialect to)
    {
        if (schedule.Every is not null)
        {
            string[] every = [$"@every {new GoDuration(schedule.EverySeconds * GoDuration.Second)}"];
            return MeansTheSame(schedule, every, to) ? every : [];
        }

        var zone = schedule.ZoneName is null or "" ? "" : schedule.Text[..(schedule.Text.IndexOf(' ') + 1)];
        foreach (var asWritten in (bool[])[true, false])
        {
            foreach (var days in Days(schedule))
            {
                string[] texts = [.. days.Select(day => $"{zone}{Text(schedule, day, asWritten ? to : null)}")];
                if (MeansTheSame(schedule, texts, to))
                {
                    return texts;
                }
            }
        }

        return [];
    }

    private static bool MeansTheSame(CronSchedule schedule, string[] texts, CronDialect to)
    {
        foreach (var dialect in (CronDialect[])[schedule.Dialect, to])
        {
            List<CronReading> readings = [.. texts.Select(text => CronReading.Of(text, dialect))];
            if (!readings.TrueForAll(reading => reading.IsSound && ReferenceEquals(reading.Schedule!.Zone, schedule.Zone)
                    && reading.Schedule.EverySeconds == schedule.EverySeconds)
                || !schedule.Fields.SameAs([.. readings.Select(static reading => reading.Schedule!.Fields)]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The two day fields, each a set or a star, of each schedule of each way to write it.</summary>
    private static IEnumerable<(bool Days, bool Weekdays)[]> Days(CronSchedule schedule)
    {
        // As it is, for fields that need other words; then with fewer day fields; then one schedule for each of them.
        yield return [(true, true)];
        yield return [(false, false)];
        yield return [(true, false)];
        yield return [(false, true)];
        if (schedule.Fields.EitherDay)
        {
            yield return [(true, false), (false, true)];
        }
    }

    private static string Text(CronSchedule schedule, (bool Days, bool Weekdays) day, CronDialect? to)
    {
        ReadOnlySpan<char> rest = schedule.Text;
        if (schedule.ZoneName is not null)
        {
            rest = rest[(rest.IndexOf(' ') + 1)..].Trim();
        }

        rest = CronParser.FieldsOf(rest) ?? rest;
        var fields = schedule.Fields;
        var minutes = Field(CronParser.TakeField(ref rest), fields.Minutes, CronFieldRule.Minute, to);
        var hours = Field(CronParser.TakeField(ref rest), fields.Hours, CronFieldRule.Hour, to);
        var days = Field(CronParser.TakeField(ref rest), fields.Days, CronFieldRule.DayOfMonth, to);
        var months = Field(CronParser.TakeField(ref rest), fields.Months, CronFieldRule.Month, to);
        var weekdays = Field(CronParser.TakeField(ref rest), fields.Weekdays, CronFieldRule.DayOfWeek(schedule.Dialect), to);
        return $"{minutes} {hours} {(day.Days ? days : "*")} {months} {(day.Weekdays ? weekdays : "*")}";
    }

    /// <summary>The field as it was written, where the other dialect reads the same values; otherwise its values.</summary>
    /// <param name="to">Null: its values in any case.</param>
    private static string Field(ReadOnlySpan<char> text, ulong set, CronFieldRule rule, CronDialect? to)
    {
        set &= ~CronFields.Star;
        return to is not null && CronParser.TryParseField(text, rule, to, out var read, out _)
            && (read & ~CronFields.Star) == set
            ? text.ToString()
            : Values(set, rule);
    }

    private static string Values(ulong set, CronFieldRule rule)
    {
        if (BitOperations.PopCount(set) == rule.Max - rule.Min + 1)
        {
            return "*";
        }

        var items = new List<string>();
        for (var value = rule.Min; value <= rule.Max; value++)
        {
            var first = value;
            while (value <= rule.Max && (set >> value & 1) != 0)
            {
                value++;
            }

            switch (value - first)
            {
                case 0:
                    break;
                case 1:
                    items.Add($"{first}");
                    break;
                default:
                    items.Add(value - first == 2 ? $"{first},{first + 1}" : $"{first}-{value - 1}");
                    break;
            }
        }

        return items.Count == 0 ? "," : string.Join(',', items);
    }
}
