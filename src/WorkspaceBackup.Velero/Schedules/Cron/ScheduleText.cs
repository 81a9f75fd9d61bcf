using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// What goes into <c>spec.schedule</c> on each cluster: the declared cron text, its time zone and the cluster's stagger in
/// one. Refuses what Velero would refuse, and what it would accept but not do as meant.
/// </summary>
public sealed class ScheduleText
{
    private readonly string _text;
    private readonly Stagger? _stagger;

    private ScheduleText(string text, CronSchedule cron, Stagger? stagger)
    {
        _text = text;
        _stagger = stagger;
        Cron = cron;
    }

    /// <summary>The schedule with its time zone, without the stagger.</summary>
    public CronSchedule Cron { get; }

    /// <summary>Checks the three settings and puts them together.</summary>
    /// <param name="schedule">The cron text, in Velero's dialect.</param>
    /// <param name="timeZone">An IANA zone name; null for none, which means UTC.</param>
    /// <param name="stagger">
    /// The window over which the clusters are spread, as in <c>45m</c>; null for none. Whole minutes, above zero, for a
    /// schedule with one minute and one hour, and ending by midnight for every cluster there could be.
    /// </param>
    /// <param name="text">The checked schedule; null when it is refused.</param>
    /// <param name="error">Why it is refused; null when it is not.</param>
    public static bool TryCreate(
        string schedule,
        string? timeZone,
        string? stagger,
        [NotNullWhen(true)] out ScheduleText? text,
        [NotNullWhen(false)] out ScheduleTextError? error)
    {
        text = null;
        if (!CronSchedule.TryParse(schedule, out var cron, out var cronError))
        {
            error = new ScheduleTextError(ScheduleSetting.Schedule, cronError.ToString());
            return false;
        }

        if (cron.NeverFires)
        {
            error = new ScheduleTextError(
                ScheduleSetting.Schedule,
                "it never fires: no date satisfies it, and Velero would make a backup every minute; "
                + "for a schedule that does not run, use paused = true");
            return false;
        }

        var combined = schedule;
        if (timeZone is not null)
        {
            if (RefusedZone(timeZone, cron) is { } reason)
            {
                error = new ScheduleTextError(ScheduleSetting.TimeZone, reason);
                return false;
            }

            combined = $"CRON_TZ={timeZone} {schedule}";
            if (!CronSchedule.TryParse(combined, out cron, out cronError))
            {
                throw new UnreachableException($"a good zone and a good schedule are refused together: {cronError}");
            }
        }

        Stagger? spread = null;
        if (stagger is not null && !Stagger.TryCreate(cron, stagger, out spread, out var staggerError))
        {
            error = new ScheduleTextError(ScheduleSetting.Stagger, staggerError);
            return false;
        }

        text = new ScheduleText(combined, cron, spread);
        error = null;
        return true;
    }

    /// <summary>
    /// The text for one cluster: always the same for the same prefix and cluster, whatever other clusters there are.
    /// </summary>
    public string For(string prefix, string cluster) => _stagger?.For(prefix, cluster) ?? _text;

    private static string? RefusedZone(string timeZone, CronSchedule cron)
    {
        if (cron.Every is not null)
        {
            return "a time zone means nothing to @every, which counts from the last backup; leave time_zone out";
        }

        if (cron.HasOwnZone)
        {
            return "the schedule names a time zone itself; leave one of the two out";
        }

        // Velero accepts both, but the second is the server's zone, not that of whoever reads the declaration.
        if (timeZone is "" or "Local")
        {
            return $"\"{timeZone}\" is Velero's own zone, which is UTC; leave time_zone out";
        }

        return CronParser.TryFindZone(timeZone, out _) ? null : CronErrors.UnknownZone(timeZone).Message;
    }
}
