using System.Diagnostics.CodeAnalysis;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// The questions about schedules and durations that a configuration can ask. The answers depend on the arguments alone:
/// zone rules are built in, and the time is an argument.
/// </summary>
public static class ScheduleFunctions
{
    /// <summary>The most times <see cref="TryCronNext"/> lists.</summary>
    public const int MaxCount = 1000;

    private const int VersionOfNext = 3;
    private const int VersionOfInterval = 2;

    /// <summary>The next runs of a schedule, as RFC 3339 in UTC.</summary>
    /// <param name="schedule">A schedule in Velero's dialect.</param>
    /// <param name="after">An RFC 3339 time; a run at that very time is not among the answers.</param>
    /// <param name="count">How many, from 1 to <see cref="MaxCount"/>.</param>
    /// <param name="veleroVersion">The Velero that runs it; null: the newest released one.</param>
    /// <param name="times">The runs, oldest first: fewer than asked for when there are no more, none if it never fires.</param>
    /// <param name="error">Which argument is wrong; null when none is.</param>
    public static bool TryCronNext(
        string schedule,
        string after,
        long count,
        string? veleroVersion,
        [NotNullWhen(true)] out IReadOnlyList<string>? times,
        [NotNullWhen(false)] out ArgumentError? error)
    {
        times = null;
        if (!TryParse(schedule, after, veleroVersion, VersionOfNext, out var cron, out var time, out error))
        {
            return false;
        }

        if (count is < 1 or > MaxCount)
        {
            error = new ArgumentError(2, $"it must be a whole number from 1 to {MaxCount}, not {count}");
            return false;
        }

        var found = new List<string>((int)count);
        for (var next = cron.Next(time); next is { } run && found.Count < count; next = cron.Next(run))
        {
            found.Add(KubernetesTime.Text(run));
        }

        times = found;
        return true;
    }

    /// <summary>The whole seconds between the first two runs of a schedule after a time.</summary>
    /// <param name="schedule">A schedule in Velero's dialect that has two runs: one that never fires is refused.</param>
    /// <param name="after">An RFC 3339 time.</param>
    /// <param name="veleroVersion">The Velero that runs it; null: the newest released one.</param>
    /// <param name="seconds">The seconds between the two runs.</param>
    /// <param name="error">Which argument is wrong; null when none is.</param>
    public static bool TryCronInterval(
        string schedule,
        string after,
        string? veleroVersion,
        out long seconds,
        [NotNullWhen(false)] out ArgumentError? error)
    {
        seconds = 0;
        if (!TryParse(schedule, after, veleroVersion, VersionOfInterval, out var cron, out var time, out error))
        {
            return false;
        }

        if (cron.Interval(time) is not { } interval)
        {
            error = cron.NeverFires
                ? new ArgumentError(0, "it never fires, so there is no interval: no date satisfies it")
                : new ArgumentError(1, "there are no two runs within reach after it, so there is no interval");
            return false;
        }

        seconds = (long)interval.TotalSeconds;
        return true;
    }

    /// <summary>A duration in Go's canonical form, which Velero stores: <c>30d</c> is <c>720h0m0s</c>.</summary>
    public static bool TryDuration(
        string text, [NotNullWhen(true)] out string? canonical, [NotNullWhen(false)] out ArgumentError? error)
    {
        canonical = TryParse(text, out var duration, out error) ? duration.ToString() : null;
        return canonical is not null;
    }

    /// <summary>A duration in seconds, exact to the nanosecond.</summary>
    public static bool TryDurationSeconds(
        string text, out decimal seconds, [NotNullWhen(false)] out ArgumentError? error)
    {
        var parsed = TryParse(text, out var duration, out error);
        seconds = duration.TotalSeconds;
        return parsed;
    }

    /// <summary>The text of a schedule on one cluster: what a resource with this stagger sends there.</summary>
    /// <param name="schedule">A schedule in Velero's dialect with a single minute and a single hour.</param>
    /// <param name="window">The window over which the clusters are spread, as in <c>45m</c>.</param>
    /// <param name="prefix">The schedule's prefix.</param>
    /// <param name="cluster">The cluster's key in the provider configuration.</param>
    /// <param name="text">The schedule with the cluster's own minute and hour.</param>
    /// <param name="error">Which argument is wrong; null when none is.</param>
    public static bool TryStagger(
        string schedule,
        string window,
        string prefix,
        string cluster,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(false)] out ArgumentError? error)
    {
        if (ScheduleText.TryCreate(schedule, timeZone: null, window, now: null, out var combined, out var refused))
        {
            text = combined.For(prefix, cluster);
            error = null;
            return true;
        }

        text = null;
        error = new ArgumentError(refused.Setting == ScheduleSetting.Schedule ? 0 : 1, refused.Message);
        return false;
    }

    private static bool TryParse(
        string schedule,
        string after,
        string? veleroVersion,
        int versionArgument,
        [NotNullWhen(true)] out CronSchedule? cron,
        out DateTimeOffset time,
        [NotNullWhen(false)] out ArgumentError? error)
    {
        time = default;
        cron = null;
        var dialect = CronDialect.Released;
        if (veleroVersion is not null)
        {
            if (!VeleroVersion.TryParse(veleroVersion, out var version))
            {
                error = new ArgumentError(
                    versionArgument, $"\"{veleroVersion}\" is not a version of Velero such as \"1.18.2\"");
                return false;
            }

            dialect = CronDialect.Of(version);
        }

        if (!CronSchedule.TryParse(schedule, dialect, out cron, out var cronError))
        {
            error = new ArgumentError(0, cronError.ToString());
            return false;
        }

        if (!Rfc3339.TryParse(after, out time))
        {
            error = new ArgumentError(1, $"\"{after}\" is not an RFC 3339 time such as \"2024-02-29T02:00:00Z\"");
            return false;
        }

        error = null;
        return true;
    }

    private static bool TryParse(string text, out GoDuration duration, [NotNullWhen(false)] out ArgumentError? error)
    {
        error = GoDuration.TryParseWithDays(text, out duration, out var reason) ? null : new ArgumentError(0, reason);
        return error is null;
    }
}
