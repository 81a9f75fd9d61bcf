namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Why a declared schedule is refused.</summary>
/// <param name="Setting">The setting to change.</param>
/// <param name="Message">What is wrong and what would be right, without a final stop.</param>
public sealed record ScheduleTextError(ScheduleSetting Setting, string Message);
