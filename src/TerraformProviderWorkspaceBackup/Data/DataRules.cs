using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Arguments;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace TerraformProviderWorkspaceBackup.Data;

/// <summary>The validators of data sources' arguments.</summary>
internal static class DataRules
{
    /// <summary>What no schedule and no backup can be called has no backups, and asking for them finds none without a word.</summary>
    public static Rule<string> Prefix { get; } = new(ScheduleNames.PrefixError);

    public static Rule<string> Time { get; } = new(static value =>
        Rfc3339.TryParse(value, out _)
            ? null
            : $"\"{value}\" is not an RFC 3339 time; write it as in \"2025-01-31T02:00:00Z\".");

    public static Rule<string> TimeOrAge { get; } = new(static value =>
        Rfc3339.TryParse(value, out _)
            || (GoDuration.TryParseWithDays(value, out var age, out _) && age > GoDuration.Zero)
            ? null
            : $"\"{value}\" is neither a duration above zero, as in \"7d\" or \"36h\", nor an RFC 3339 time, as in "
              + "\"2025-01-31T02:00:00Z\".");

    public static Rule<IReadOnlySet<string>> Phases { get; } = new(static value =>
        value.Count == 0 ? "must name at least one phase; leave it out to mean all."
        : value.FirstOrDefault(static phase => !BackupPhases.Names.Contains(phase)) is { } unknown
            ? $"\"{unknown}\" is not a phase of a Backup; the phases are {string.Join(", ", BackupPhases.Names)}."
            : null);

    public static Rule<long> Limit { get; } = new(static value =>
        value is >= 1 and <= int.MaxValue ? null : $"{value} must be at least 1.");
}
