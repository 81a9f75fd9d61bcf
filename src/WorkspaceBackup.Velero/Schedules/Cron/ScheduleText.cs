using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// What goes into <c>spec.schedule</c> on each cluster: the declared cron text, its time zone and the cluster's stagger in
/// one. Refuses what Velero would refuse, and what it would accept but not do as meant.
/// </summary>
public sealed class ScheduleText
{
    private readonly Stagger? _stagger;

    private ScheduleText(IReadOnlyList<CronReading> readings, CronSchedule cron, Stagger? stagger)
    {
        _stagger = stagger;
        Readings = readings;
        Cron = cron;
    }

    /// <summary>
    /// The schedule with its time zone, without the stagger, in a dialect that has runs for it: that of the newest released
    /// Velero if it can be. Its text is the same in all.
    /// </summary>
    public CronSchedule Cron { get; }

    /// <summary>What each dialect makes of it, in the order of <see cref="CronDialect.All"/>.</summary>
    public IReadOnlyList<CronReading> Readings { get; }

    /// <summary>Checks the three settings and puts them together: refused is what no dialect has runs for.</summary>
    /// <param name="schedule">The cron text.</param>
    /// <param name="timeZone">An IANA zone name; null for none, which means UTC.</param>
    /// <param name="stagger">
    /// The window over which the clusters are spread, as in <c>45m</c>; null for none. Whole minutes, above zero, for a
    /// schedule with one minute and one hour, and ending by midnight for every cluster there could be.
    /// </param>
    /// <param name="now">From when on runs are looked for in a refusal; null: it names no time.</param>
    /// <param name="text">The checked schedule; null when it is refused.</param>
    /// <param name="error">Why it is refused; null when it is not.</param>
    public static bool TryCreate(
        string schedule,
        string? timeZone,
        string? stagger,
        DateTimeOffset? now,
        [NotNullWhen(true)] out ScheduleText? text,
        [NotNullWhen(false)] out ScheduleTextError? error)
    {
        text = null;
        var readings = CronReading.OfAll(schedule);
        if (CronReading.Sound(readings) is not { } cron)
        {
            error = Refused(readings, now);
            return false;
        }

        if (timeZone is not null)
        {
            if (RefusedZone(timeZone, cron) is { } reason)
            {
                error = new ScheduleTextError(ScheduleSetting.TimeZone, reason);
                return false;
            }

            // Where a clock change takes the only runs away, the two do not go together.
            readings = CronReading.OfAll($"CRON_TZ={timeZone} {schedule}");
            if (CronReading.Sound(readings) is not { } zoned)
            {
                error = Refused(readings, now);
                return false;
            }

            cron = zoned;
        }

        Stagger? spread = null;
        if (stagger is not null && !Stagger.TryCreate(cron, stagger, out spread, out var staggerError))
        {
            error = new ScheduleTextError(ScheduleSetting.Stagger, staggerError);
            return false;
        }

        text = new ScheduleText(readings, cron, spread);
        error = null;
        return true;
    }

    /// <summary>What one dialect makes of it.</summary>
    public CronReading In(CronDialect dialect) => Readings.First(reading => reading.Dialect == dialect);

    /// <summary>
    /// The text for one cluster: always the same for the same prefix and cluster, whatever other clusters there are.
    /// </summary>
    public string For(string prefix, string cluster) => _stagger?.For(prefix, cluster) ?? Cron.Text;

    private static ScheduleTextError Refused(IReadOnlyList<CronReading> readings, DateTimeOffset? now) => new(
        ScheduleSetting.Schedule,
        readings.First(static reading => reading.Dialect == CronDialect.Released).Refusal(now)!);

    private static string? RefusedZone(string timeZone, CronSchedule cron)
    {
        if (cron.Every is not null)
        {
            return "a time zone means nothing to @every, which counts from the last backup; leave the time zone out";
        }

        if (cron.HasOwnZone)
        {
            return "the schedule names a time zone itself; leave one of the two out";
        }

        // Velero accepts both, but the second is the server's zone, not that of whoever reads the declaration.
        if (timeZone is "" or "Local")
        {
            return $"\"{timeZone}\" is Velero's own zone, which is UTC; leave the time zone out";
        }

        return CronZoneParser.TryFind(timeZone, out _) ? null : CronErrors.UnknownZone(timeZone, "").Message;
    }
}
