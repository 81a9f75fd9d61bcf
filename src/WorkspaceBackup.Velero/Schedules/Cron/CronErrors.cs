namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>What is said about refused schedules: the reason, and a hint for the mistakes that other crons teach.</summary>
internal static class CronErrors
{
    private const string FiveFields = "write five fields: minute, hour, day of month, month, day of week";

    public static CronError Empty(CronDialect dialect) =>
        new(CronField.Schedule, "it is empty", FiveFields, CronOriginals.Empty(dialect));

    public static CronError TooLong(int length, int limit) => new(
        CronField.Schedule,
        $"it has {length} bytes, more than {limit}",
        "leave blanks out, or write ranges instead of lists",
        CronOriginals.TooLong(length, limit));

    public static CronError FieldCount(CronDialect dialect, ReadOnlySpan<char> text, int count)
    {
        var original = CronOriginals.FieldCount(dialect, text, count);
        var trimmed = text.TrimStart();
        if (CronParser.ZonePrefix(trimmed) > 0)
        {
            return dialect.HasZones
                ? new CronError(
                    CronField.TimeZone, "there is a blank before the zone", "begin with the zone", original)
                : ZoneUnknown(original);
        }

        if (trimmed is ['@', ..])
        {
            return new CronError(
                CronField.Descriptor, "there is a blank before it", $"write \"{trimmed.TrimEnd()}\"", original);
        }

        var hint = count switch
        {
            0 => FiveFields,
            6 => "there is no field for seconds, nor one for years: " + FiveFields,
            7 => "this looks like a Quartz expression, with seconds and years: " + FiveFields,
            _ => FiveFields,
        };
        return new CronError(
            CronField.Schedule, $"it has {count} field{(count == 1 ? "" : "s")}, not five", hint, original);
    }

    /// <summary>A zone for a Velero that knows none.</summary>
    public static CronError ZoneUnknown(string original) => new(
        CronField.TimeZone,
        $"time zones came with Velero {CronDialect.Since115.Since}",
        "write the schedule in UTC, or upgrade Velero",
        original);

    public static CronError NothingAfterZone(ReadOnlySpan<char> zone, string original) => new(
        CronField.TimeZone,
        "no blank ends it",
        zone.IndexOfAny("\t\r\n\v\f") >= 0
            ? "only a blank ends the zone, not a tab or a new line"
            : "a blank and five fields follow the zone, as in \"CRON_TZ=Europe/Berlin 0 2 * * *\"",
        original);

    public static CronError BadZone(string name, string original) => name.Length == 0
        ? new(CronField.TimeZone, "the zone is empty", "leave \"TZ=\" out: without it the time is UTC", original)
        : UnknownZone(name, original);

    public static CronError UnknownZone(string name, string original)
    {
        if (name.AsSpan().IndexOfAny("\t\r\n\v\f") >= 0)
        {
            return new CronError(
                CronField.TimeZone, "unknown zone", "only a blank ends the zone, not a tab or a new line", original);
        }

        var hint = name switch
        {
            _ when ZoneRules.Similar(name) is { } similar => $"write \"{similar}\": case matters",
            _ when ZoneRules.Nearest(name) is { } nearest => $"you probably mean \"{nearest}\"",
            _ when name.AsSpan().IndexOfAnyInRange('0', '9') >= 0 =>
                "an offset is no zone; \"Etc/GMT-2\" is two hours ahead of UTC, and a place such as \"Europe/Berlin\" "
                + "follows its clock changes",
            _ => "write an IANA name such as \"Europe/Berlin\", or \"UTC\"",
        };
        return new CronError(CronField.TimeZone, $"unknown zone \"{name}\"", hint, original);
    }

    public static CronError UnknownDescriptor(CronDialect dialect, ReadOnlySpan<char> descriptor)
    {
        var lower = descriptor.Trim().ToString().ToLowerInvariant();
        var hint = lower switch
        {
            _ when CronParser.FieldsOf(lower) is not null => $"write \"{lower}\": case and blanks matter",
            _ when lower.StartsWith("@every", StringComparison.Ordinal) =>
                "one blank and a duration follow it, as in \"@every 6h\"",
            "@reboot" => "there is no run at a start",
            "@none" or "@manual" or "@triggered" => "for a schedule that does not run, use paused = true",
            _ => "known are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and @every",
        };
        return new CronError(
            CronField.Descriptor,
            $"unknown descriptor \"{descriptor}\"",
            hint,
            CronOriginals.UnknownDescriptor(dialect, descriptor));
    }

    public static CronError EveryTooShort(ReadOnlySpan<char> descriptor) => new(
        CronField.Descriptor,
        $"\"{descriptor}\" is under a second",
        "Velero looks once a minute: write \"@every 1m\" or more",
        CronOriginals.EveryTooShort(descriptor));

    public static CronError OutOfBounds(
        CronDialect dialect, ReadOnlySpan<char> item, ulong start, ulong end, CronFieldRule rule)
    {
        var within = $"it goes from {rule.Min} to {rule.Max}";
        var original = start < (ulong)rule.Min ? CronOriginals.BelowMinimum(dialect, item, start, rule.Min)
            : end > (ulong)rule.Max ? CronOriginals.AboveMaximum(dialect, item, end, rule.Max)
            : CronOriginals.Backwards(dialect, item, start, end);
        if (start > end && start <= (ulong)rule.Max)
        {
            return new CronError(
                rule.Field,
                $"in \"{item}\" the range ends before it begins",
                $"a range does not wrap around; write two, as in \"{start}-{rule.Max},{rule.Min}-{end}\"",
                original);
        }

        if (start < (ulong)rule.Min)
        {
            return new CronError(rule.Field, $"{start} in \"{item}\" is below {rule.Min}", within, original);
        }

        var value = start <= (ulong)rule.Max ? end : Math.Max(start, end);
        var hint = (rule.Field, value) switch
        {
            (CronField.DayOfWeek, 7) when start < 7 && start > 0 =>
                $"Sunday is 0 to Velero: write \"{start}-6,0\"",
            (CronField.DayOfWeek, 7) => "Sunday is 0 to Velero, not 7",
            (CronField.Hour, 24) => "midnight is hour 0",
            (CronField.Minute, 60) => "the full hour is minute 0",
            _ => within,
        };
        return new CronError(rule.Field, $"{value} in \"{item}\" is above {rule.Max}", hint, original);
    }

    public static CronError NoStep(
        ReadOnlySpan<char> item, ReadOnlySpan<char> value, CronFieldRule rule, string original) => new(
        rule.Field,
        $"\"{value}\" in \"{item}\" is no step",
        "a step is a whole number from 1 up, as in \"*/2\"",
        original);

    public static CronError StepTooLarge(
        ReadOnlySpan<char> item, ulong start, ulong step, ulong size, CronFieldRule rule) => new(
        rule.Field,
        $"in \"{item}\" the step is not smaller than the range, which has {size} value{(size == 1 ? "" : "s")}",
        start <= (ulong)rule.Max ? $"only the first is used: write \"{start}\"" : "write the values you mean",
        CronOriginals.StepTooLarge(item, step, size));

    /// <summary>What go-cron says before it reads a field: an item that begins with an H, wherever it is.</summary>
    public static CronError? Hashed(ReadOnlySpan<char> field, CronFieldRule rule)
    {
        foreach (var item in field.Split(','))
        {
            if (field[item] is ['H', ..] hashed)
            {
                return NotAValue(hashed, hashed, rule, "h expressions require hash option to be enabled");
            }
        }

        return null;
    }

    /// <summary>What go-cron says of an L or a W in the days of the month, wherever it is.</summary>
    public static CronError? LastOrWorkday(ReadOnlySpan<char> field) => field.IndexOfAny("LlWw") < 0
        ? null
        : NotAValue(
            field,
            field,
            CronFieldRule.DayOfMonth,
            "extended day-of-month syntax requires DomL option (for L, L-n) or DomW option (for nW, LW) to be enabled");

    /// <summary>What go-cron says of a # in the days of the week, wherever it is.</summary>
    public static CronError? NthWeekday(ReadOnlySpan<char> field, CronFieldRule rule) => field.Contains('#')
        ? NotAValue(field, field, rule, "#n/#L syntax requires DowNth or DowLast option to be enabled")
        : null;

    public static CronError NotAValue(
        ReadOnlySpan<char> value, ReadOnlySpan<char> item, CronFieldRule rule, string original)
    {
        var reason = value.IsEmpty
            ? $"\"{item}\" lacks a number"
            : value.SequenceEqual(item) ? $"\"{value}\" is no value" : $"\"{value}\" in \"{item}\" is no value";
        return new CronError(rule.Field, reason, HintFor(value, item, rule), original);
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
