using System.Diagnostics.CodeAnalysis;
using System.Text;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Reads a whole schedule: zone, descriptor or five fields. The verdicts are those of a dialect's library.</summary>
internal static class CronParser
{
    private const string EveryPrefix = "@every ";
    private const int GoCronLimit = 1024;

    public static bool TryParse(
        ReadOnlySpan<char> text,
        CronDialect dialect,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out CronError? error)
    {
        schedule = null;
        if (text.IsEmpty)
        {
            error = CronErrors.Empty(dialect);
            return false;
        }

        if (dialect.IsGoCron && Encoding.UTF8.GetByteCount(text) is > GoCronLimit and var length)
        {
            error = CronErrors.TooLong(length, GoCronLimit);
            return false;
        }

        var rest = text;
        ZoneRules? zone = null;
        string? zoneName = null;
        if (dialect.HasZones && ZonePrefix(text) > 0
            && !CronZoneParser.TryParse(dialect, ref rest, out zone, out zoneName, out error))
        {
            return false;
        }

        if (rest.StartsWith(EveryPrefix))
        {
            if (!TryParseEvery(dialect, rest, out var every, out error))
            {
                return false;
            }

            schedule = new CronSchedule(text.ToString(), dialect, every, zoneName);
            return true;
        }

        CronFields fields;
        if (dialect.IsGoCron && rest is "@none" or "@manual" or "@triggered")
        {
            // To be run by hand: no date at all, which Velero takes for overdue.
            (fields, error) = (default, null);
        }
        else if (rest is ['@', ..] && FieldsOf(rest) is null)
        {
            error = CronErrors.UnknownDescriptor(dialect, rest);
            return false;
        }
        else if (!TryParseFields(dialect, FieldsOf(rest) ?? rest, out fields, out error))
        {
            return false;
        }

        schedule = new CronSchedule(text.ToString(), dialect, fields, zone, zoneName);
        return true;
    }

    /// <summary>Splits off the next field at white space. Empty when there is none.</summary>
    public static ReadOnlySpan<char> TakeField(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
        {
            end++;
        }

        var field = rest[..end];
        rest = rest[end..];
        return field;
    }

    /// <summary>The fields that a descriptor other than <c>@every</c> stands for; null for an unknown one.</summary>
    public static string? FieldsOf(ReadOnlySpan<char> descriptor) => descriptor switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => null,
    };

    /// <summary>The length of <c>TZ=</c> or <c>CRON_TZ=</c> at the very start; zero for neither.</summary>
    public static int ZonePrefix(ReadOnlySpan<char> text) =>
        text.StartsWith("TZ=") ? 3 : text.StartsWith("CRON_TZ=") ? 8 : 0;

    private static bool TryParseEvery(
        CronDialect dialect,
        ReadOnlySpan<char> descriptor,
        out GoDuration every,
        [NotNullWhen(false)] out CronError? error)
    {
        if (!GoDurationParser.TryParse(descriptor[EveryPrefix.Length..], daysAndWeeks: false, out every, out var reason))
        {
            error = new CronError(
                CronField.Descriptor,
                "after @every, " + reason.Message,
                null,
                CronOriginals.BadDuration(dialect, descriptor, reason));
            return false;
        }

        error = dialect.IsGoCron && every.Nanoseconds < GoDuration.Second ? CronErrors.EveryTooShort(descriptor) : null;
        return error is null;
    }

    private static bool TryParseFields(
        CronDialect dialect, ReadOnlySpan<char> text, out CronFields fields, [NotNullWhen(false)] out CronError? error)
    {
        fields = default;
        var count = 0;
        for (var left = text; !TakeField(ref left).IsEmpty;)
        {
            count++;
        }

        if (count != 5)
        {
            error = CronErrors.FieldCount(dialect, text, count);
            return false;
        }

        var rest = text;
        var minute = TakeField(ref rest);
        var hour = TakeField(ref rest);
        var day = TakeField(ref rest);
        var month = TakeField(ref rest);
        var weekday = TakeField(ref rest);
        return dialect.IsGoCron
            ? TryParseGoCron(minute, hour, day, month, weekday, out fields, out error)
            : TryParseRobfig(dialect, minute, hour, day, month, weekday, out fields, out error);
    }

    // Which of several mistakes is named depends on the order.
    private static bool TryParseRobfig(
        CronDialect dialect,
        ReadOnlySpan<char> minute,
        ReadOnlySpan<char> hour,
        ReadOnlySpan<char> day,
        ReadOnlySpan<char> month,
        ReadOnlySpan<char> weekday,
        out CronFields fields,
        [NotNullWhen(false)] out CronError? error)
    {
        fields = default;
        if (!TryParseField(minute, CronFieldRule.Minute, dialect, out var minutes, out error)
            || !TryParseField(hour, CronFieldRule.Hour, dialect, out var hours, out error)
            || !TryParseField(day, CronFieldRule.DayOfMonth, dialect, out var days, out error)
            || !TryParseField(month, CronFieldRule.Month, dialect, out var months, out error)
            || !TryParseField(weekday, CronFieldRule.DayOfWeek(dialect), dialect, out var weekdays, out error))
        {
            return false;
        }

        fields = new CronFields(minutes, hours, days, months, weekdays);
        return true;
    }

    private static bool TryParseGoCron(
        ReadOnlySpan<char> minute,
        ReadOnlySpan<char> hour,
        ReadOnlySpan<char> day,
        ReadOnlySpan<char> month,
        ReadOnlySpan<char> weekday,
        out CronFields fields,
        [NotNullWhen(false)] out CronError? error)
    {
        fields = default;
        var dialect = CronDialect.Since119;
        var dayOfWeek = CronFieldRule.DayOfWeek(dialect);
        error = CronErrors.Hashed(minute, CronFieldRule.Minute) ?? CronErrors.Hashed(hour, CronFieldRule.Hour)
            ?? CronErrors.Hashed(day, CronFieldRule.DayOfMonth) ?? CronErrors.Hashed(month, CronFieldRule.Month)
            ?? CronErrors.Hashed(weekday, dayOfWeek);
        if (error is not null
            || !TryParseField(minute, CronFieldRule.Minute, dialect, out var minutes, out error)
            || !TryParseField(hour, CronFieldRule.Hour, dialect, out var hours, out error)
            || !TryParseField(month, CronFieldRule.Month, dialect, out var months, out error)
            || (error = CronErrors.LastOrWorkday(day)) is not null
            || !TryParseField(day, CronFieldRule.DayOfMonth, dialect, out var days, out error)
            || (error = CronErrors.NthWeekday(weekday, dayOfWeek)) is not null
            || !TryParseField(weekday, dayOfWeek, dialect, out var weekdays, out error))
        {
            return false;
        }

        fields = new CronFields(minutes, hours, days, months, weekdays) { NeedsBothDays = true };
        return true;
    }

    /// <summary>Reads one field: Sunday is 0 in what comes out, whatever the dialect calls it.</summary>
    public static bool TryParseField(
        ReadOnlySpan<char> text,
        CronFieldRule rule,
        CronDialect dialect,
        out ulong set,
        [NotNullWhen(false)] out CronError? error)
    {
        const ulong Seven = 1 << 7;
        if (rule.Field != CronField.DayOfWeek)
        {
            return new CronFieldParser(rule, dialect).TryParse(text, out set, out error);
        }

        var parsed = new CronFieldParser(CronFieldRule.DayOfWeek(dialect), dialect).TryParse(text, out set, out error);
        set = (set & Seven) == 0 ? set : (set | 1) & ~Seven;
        return parsed;
    }
}
