using System.Diagnostics.CodeAnalysis;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Reads a whole schedule: zone, descriptor or five fields. The verdicts are robfig/cron's.</summary>
internal static class CronParser
{
    private const string EveryPrefix = "@every ";

    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out CronError? error)
    {
        schedule = null;
        if (text.IsEmpty)
        {
            error = CronErrors.Empty();
            return false;
        }

        var rest = text;
        ZoneRules? zone = null;
        string? zoneName = null;
        if (ZonePrefix(text) is > 0 and var prefix)
        {
            var blank = text.IndexOf(' ');
            if (blank < 0)
            {
                error = CronErrors.NothingAfterZone(text[prefix..]);
                return false;
            }

            zoneName = text[prefix..blank].ToString();
            if (!TryFindZone(zoneName, out zone))
            {
                error = CronErrors.UnknownZone(zoneName);
                return false;
            }

            rest = text[blank..].Trim();
        }

        if (rest is ['@', ..])
        {
            return TryParseDescriptor(text, rest, zone, zoneName, out schedule, out error);
        }

        if (!TryParseFields(rest, out var fields, out error))
        {
            return false;
        }

        schedule = new CronSchedule(text.ToString(), fields, zone, zoneName);
        return true;
    }

    /// <summary>
    /// Finds a zone by the name that follows <c>TZ=</c>. Velero's own zone, <c>Local</c>, is UTC: its images set no other.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="zone">Its rules; null for UTC.</param>
    public static bool TryFindZone(string name, out ZoneRules? zone)
    {
        zone = null;
        return name is "" or "UTC" or "Local" || (zone = ZoneRules.Find(name)) is not null;
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

    private static bool TryParseDescriptor(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> descriptor,
        ZoneRules? zone,
        string? zoneName,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out CronError? error)
    {
        schedule = null;
        if (descriptor.StartsWith(EveryPrefix))
        {
            if (!GoDuration.TryParse(descriptor[EveryPrefix.Length..], out var every, out var reason))
            {
                error = new CronError(CronField.Descriptor, "after @every, " + reason);
                return false;
            }

            schedule = new CronSchedule(text.ToString(), every, zoneName);
            error = null;
            return true;
        }

        if (FieldsOf(descriptor) is not { } standsFor)
        {
            error = CronErrors.UnknownDescriptor(descriptor);
            return false;
        }

        if (!TryParseFields(standsFor, out var fields, out error))
        {
            return false;
        }

        schedule = new CronSchedule(text.ToString(), fields, zone, zoneName);
        return true;
    }

    private static bool TryParseFields(
        ReadOnlySpan<char> text, out CronFields fields, [NotNullWhen(false)] out CronError? error)
    {
        fields = default;
        var count = 0;
        for (var left = text; !TakeField(ref left).IsEmpty;)
        {
            count++;
        }

        if (count != 5)
        {
            error = CronErrors.FieldCount(text, count);
            return false;
        }

        var rest = text;
        if (!CronFieldParser.TryParse(TakeField(ref rest), CronFieldRule.Minute, out var minutes, out error)
            || !CronFieldParser.TryParse(TakeField(ref rest), CronFieldRule.Hour, out var hours, out error)
            || !CronFieldParser.TryParse(TakeField(ref rest), CronFieldRule.DayOfMonth, out var days, out error)
            || !CronFieldParser.TryParse(TakeField(ref rest), CronFieldRule.Month, out var months, out error)
            || !CronFieldParser.TryParse(TakeField(ref rest), CronFieldRule.DayOfWeek, out var weekdays, out error))
        {
            return false;
        }

        fields = new CronFields(minutes, hours, days, months, weekdays);
        return true;
    }
}
