namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>What becomes of a schedule when a server passes from one dialect to another.</summary>
/// <param name="From">What it means now.</param>
/// <param name="To">What it will mean; refused, perhaps.</param>
/// <param name="RunsBefore">The next three runs as it is read now; fewer when it has no more.</param>
/// <param name="RunsAfter">The same as it will be read; none when it will be refused, or never runs.</param>
/// <param name="OnlyClockChanges">
/// Only runs in an hour that a clock change skips differ: go-cron makes them after it, robfig/cron not at all. The runs
/// shown are those around the next such change.
/// </param>
/// <param name="Rewriting">
/// Schedules that together run when this one runs now, in both dialects: one, or two. Empty when there is no such.
/// </param>
public sealed record CronDifference(
    CronReading From,
    CronReading To,
    IReadOnlyList<DateTimeOffset> RunsBefore,
    IReadOnlyList<DateTimeOffset> RunsAfter,
    bool OnlyClockChanges,
    IReadOnlyList<string> Rewriting);
