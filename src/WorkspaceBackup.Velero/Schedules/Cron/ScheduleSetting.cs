namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>The setting of a declared schedule that an error is about.</summary>
public enum ScheduleSetting
{
    /// <summary>The cron text.</summary>
    Schedule,
    TimeZone,
    Stagger,
}
