namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>What is said about refused schedules: the reason, and a hint for the mistakes that other crons teach.</summary>
internal static class CronErrors
{
    private const string FiveFields = "write five fields: minute, hour, day of month, month, day of week";

    public static CronError Empty() => new(CronField.Schedule, "it is empty", FiveFields);

    public static CronError FieldCount(ReadOnlySpan<char> text, int count)
    {
        var trimmed = text.TrimStart();
        if (trimmed.StartsWith("TZ=") || trimmed.StartsWith("CRON_TZ="))
        {
            return new CronError(CronField.TimeZone, "there is a blank before the zone", "begin with the zone");
        }

        if (trimmed is ['@', ..])
        {
            return new CronError(
                CronField.Descriptor, "there is a blank before it", $"write \"{trimmed.TrimEnd()}\"");
        }

        var hint = count switch
        {
            0 => FiveFields,
            6 => "there is no field for seconds, nor one for years: " + FiveFields,
            7 => "this looks like a Quartz expression, with seconds and years: " + FiveFields,
            _ => FiveFields,
        };
        return new CronError(CronField.Schedule, $"it has {count} field{(count == 1 ? "" : "s")}, not five", hint);
    }

    public static CronError NothingAfterZone(ReadOnlySpan<char> zone) => new(
        CronField.TimeZone,
        "no blank ends it",
        zone.IndexOfAny("\t\r\n\v\f") >= 0
            ? "only a blank ends the zone, not a tab or a new line"
            : "a blank and five fields follow the zone, as in \"CRON_TZ=Europe/Berlin 0 2 * * *\"");

    public static CronError UnknownZone(string name)
    {
        if (name.AsSpan().IndexOfAny("\t\r\n\v\f") >= 0)
        {
            return new CronError(
                CronField.TimeZone, "unknown zone", "only a blank ends the zone, not a tab or a new line");
        }

        var hint = name switch
        {
            _ when ZoneRules.Similar(name) is { } similar => $"write \"{similar}\": case matters",
            _ when name.AsSpan().IndexOfAnyInRange('0', '9') >= 0 =>
                "an offset is no zone; \"Etc/GMT-2\" is two hours ahead of UTC, and a place such as \"Europe/Berlin\" "
                + "follows its clock changes",
            _ => "write an IANA name such as \"Europe/Berlin\", or \"UTC\"",
        };
        return new CronError(CronField.TimeZone, $"unknown zone \"{name}\"", hint);
    }

    public static CronError UnknownDescriptor(ReadOnlySpan<char> descriptor)
    {
        var lower = descriptor.Trim().ToString().ToLowerInvariant();
        var hint = lower switch
        {
            _ when CronParser.FieldsOf(lower) is not null => $"write \"{lower}\": case and blanks matter",
            _ when lower.StartsWith("@every", StringComparison.Ordinal) =>
                "one blank and a duration follow it, as in \"@every 6h\"",
            "@reboot" => "there is no run at a start",
            _ => "known are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and @every",
        };
        return new CronError(CronField.Descriptor, $"unknown descriptor \"{descriptor}\"", hint);
    }

    public static CronError OutOfBounds(ReadOnlySpan<char> item, ulong start, ulong end, CronFieldRule rule)
    {
        var within = $"it goes from {rule.Min} to {rule.Max}";
        if (start > end && start <= (ulong)rule.Max)
        {
            return new CronError(
                rule.Field, $"in \"{item}\" the range ends before it begins",
                $"a range does not wrap around; write two, as in \"{start}-{rule.Max},{rule.Min}-{end}\"");
        }

        if (start < (ulong)rule.Min)
        {
            return new CronError(rule.Field, $"{start} in \"{item}\" is below {rule.Min}", within);
        }

        var value = Math.Max(start, end);
        if (start <= (ulong)rule.Max)
        {
            value = end;
        }

        var hint = (rule.Field, value) switch
        {
            (CronField.DayOfWeek, 7) when start < 7 && start > 0 =>
                $"Sunday is 0 to Velero: write \"{start}-6,0\"",
            (CronField.DayOfWeek, 7) => "Sunday is 0 to Velero, not 7",
            (CronField.Hour, 24) => "midnight is hour 0",
            (CronField.Minute, 60) => "the full hour is minute 0",
            _ => within,
        };
        return new CronError(rule.Field, $"{value} in \"{item}\" is above {rule.Max}", hint);
    }

    public static CronError NotAValue(ReadOnlySpan<char> value, ReadOnlySpan<char> item, CronFieldRule rule)
    {
        var reason = value.IsEmpty
            ? $"\"{item}\" lacks a number"
            : value.SequenceEqual(item) ? $"\"{value}\" is no value" : $"\"{value}\" in \"{item}\" is no value";
        return new CronError(rule.Field, reason, HintFor(value, item, rule));
    }

    private static string HintFor(ReadOnlySpan<char> value, ReadOnlySpan<char> item, CronFieldRule rule)
    {
        if (value.Length > 3 && rule.ValueOf(value[..3]) is not null && !value.ContainsAnyExceptInRange('A', 'z'))
        {
            return $"names have three letters: \"{value[..3].ToString().ToLowerInvariant()}\"";
        }

        if (item.Contains('#'))
        {
            return "\"#\" (the n-th weekday of a month) is unknown to Velero";
        }

        if (value is ['H' or 'h', ..])
        {
            return "\"H\" (a hashed value) is unknown to Velero; stagger spreads the clusters";
        }

        if (value.IndexOfAny("Ll") >= 0 && rule.Field is CronField.DayOfMonth or CronField.DayOfWeek)
        {
            return "\"L\" (the last day) is unknown to Velero; the first day of the next month is the nearest to it";
        }

        if (value.IndexOfAny("Ww") >= 0 && rule.Field is CronField.DayOfMonth)
        {
            return "\"W\" (the nearest working day) is unknown to Velero";
        }

        var names = rule.Names.Length == 0 ? "" : $", or names such as \"{rule.Names[..3]}\"";
        return $"it takes \"*\", whole numbers from {rule.Min} to {rule.Max}{names}, ranges \"1-3\", steps \"*/2\" and "
            + "lists \"1,3\"";
    }
}
