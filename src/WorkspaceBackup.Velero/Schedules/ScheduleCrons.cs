using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Schedules;

/// <summary>When each cluster makes its backups.</summary>
public static class ScheduleCrons
{
    /// <summary>By cluster, the cron with zone and stagger.</summary>
    /// <exception cref="ArgumentException">The three settings do not go together.</exception>
    public static StringMap Of(string prefix, string schedule, string? timeZone, string? stagger, StringSet clusters) =>
        ScheduleText.TryCreate(schedule, timeZone, stagger, now: null, out var text, out var error)
            ? new StringMap(clusters.Select(cluster => KeyValuePair.Create(cluster, text.For(prefix, cluster))))
            : throw new ArgumentException($"a schedule that was not checked: {error.Message}");
}
