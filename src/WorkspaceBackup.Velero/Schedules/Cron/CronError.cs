namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Why Velero refuses a schedule's text.</summary>
/// <param name="Field">The part that is wrong.</param>
/// <param name="Reason">What is wrong with it, without a final stop.</param>
/// <param name="Hint">What would be right, without a final stop; null when the reason says it all.</param>
/// <param name="Original">What the library of that Velero says, word for word.</param>
public sealed record CronError(CronField Field, string Reason, string? Hint, string Original)
{
    /// <summary>The part's name in words, as in "day of month".</summary>
    public string FieldName => Field switch
    {
        CronField.TimeZone => "time zone",
        CronField.Descriptor => "descriptor",
        CronField.Minute => "minute",
        CronField.Hour => "hour",
        CronField.DayOfMonth => "day of month",
        CronField.Month => "month",
        CronField.DayOfWeek => "day of week",
        _ => "schedule",
    };

    /// <summary>Reason and hint in one line, without the field.</summary>
    public string Message => Hint is null ? Reason : $"{Reason}; {Hint}";

    /// <summary>Field, reason and hint in one line: <c>day of week: 7 is above 6; Sunday is 0</c>.</summary>
    public override string ToString() => $"{FieldName}: {Message}";
}
