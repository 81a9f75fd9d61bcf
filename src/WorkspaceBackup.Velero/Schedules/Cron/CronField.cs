namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>The part of a schedule's text that an error is about.</summary>
public enum CronField
{
    /// <summary>The text as a whole, such as the number of its fields.</summary>
    Schedule,
    TimeZone,
    Descriptor,
    Minute,
    Hour,
    DayOfMonth,
    Month,
    DayOfWeek,
}
