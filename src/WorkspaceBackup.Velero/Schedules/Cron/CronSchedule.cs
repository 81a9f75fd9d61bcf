using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// A schedule as a Velero server understands it: the same verdict and the same times on every input as the library of its
/// version (<see cref="CronDialect"/>). It is not the dialect of other cron libraries: there is no <c>L</c>, <c>W</c>,
/// <c>#</c> or <c>H</c>, and up to Velero 1.18 Sunday is only 0, and hours that a clock change skips do not run.
/// Immutable and safe for use by several threads.
/// </summary>
public sealed class CronSchedule
{
    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    internal CronSchedule(string text, CronDialect dialect, CronFields fields, ZoneRules? zone, string? zoneName)
    {
        Text = text;
        Dialect = dialect;
        Fields = fields;
        Zone = zone;
        ZoneName = zoneName;
    }

    internal CronSchedule(string text, CronDialect dialect, GoDuration every, string? zoneName)
    {
        Text = text;
        Dialect = dialect;
        Every = every;
        ZoneName = zoneName;

        // The original rounds what is shorter than a second up to one, and drops the rest of a second otherwise.
        EverySeconds = Math.Max(every.Nanoseconds / GoDuration.Second, 1);
    }

    /// <summary>The text it was parsed from, unchanged.</summary>
    public string Text { get; }

    /// <summary>The dialect it was read in.</summary>
    public CronDialect Dialect { get; }

    /// <summary>The duration of an <c>@every</c> as written, zero and negative ones included; null for all others.</summary>
    public GoDuration? Every { get; }

    /// <summary>
    /// The zone that the text itself names with <c>TZ=</c> or <c>CRON_TZ=</c>, possibly empty; null when it names none.
    /// Empty, <c>UTC</c> and <c>Local</c> (Velero's own zone) are all UTC.
    /// </summary>
    public string? ZoneName { get; }

    /// <summary>Whether the text itself names a zone.</summary>
    public bool HasOwnZone => ZoneName is not null;

    /// <summary>
    /// Whether no date at all satisfies it, as in <c>0 0 31 2 *</c>. Velero takes that for "overdue" and makes a backup
    /// every minute.
    /// </summary>
    public bool NeverFires => Every is null && !Fields.HasAnyDate;

    /// <summary>
    /// Whether it runs for good: after each of its runs there is another within the five years that Velero looks ahead.
    /// </summary>
    public bool GoesOn => Every is not null || (!NeverFires && CronCycle.GoesOn(this, Fields, Zone));

    /// <summary>
    /// Whether day of month and day of week are both restricted: it runs on days that satisfy <em>either</em>, or on those
    /// that satisfy both where the dialect says so (<see cref="CronDialect.NeedsBothDays"/>).
    /// </summary>
    public bool HasBothDayFields =>
        Every is null && (Dialect.NeedsBothDays ? Fields.RestrictsBothDays : Fields.EitherDay);

    /// <summary>
    /// Whether the runs are asked for less than a minute apart, which only <c>@every</c> can. Velero looks once a minute,
    /// and so runs it every minute.
    /// </summary>
    public bool IntervalUnderAMinute => Every is { } every && every.Nanoseconds < GoDuration.Minute;

    /// <summary>The five fields; without a date for @every.</summary>
    internal CronFields Fields { get; }

    /// <summary>The rules of its zone; null for UTC.</summary>
    internal ZoneRules? Zone { get; }

    /// <summary>Seconds from one run of @every to the next; zero for all others.</summary>
    internal long EverySeconds { get; }

    /// <summary>The one minute and hour of the day at which it runs; null when there are several, or for @every.</summary>
    internal (int Hour, int Minute)? TimeOfDay =>
        Every is null && BitOperations.IsPow2(Fields.Minutes) && BitOperations.IsPow2(Fields.Hours)
            ? (BitOperations.TrailingZeroCount(Fields.Hours), BitOperations.TrailingZeroCount(Fields.Minutes))
            : null;

    /// <summary>Parses a schedule.</summary>
    /// <param name="text">Five fields, or a descriptor such as <c>@daily</c>, after an optional zone.</param>
    /// <param name="dialect">That of the Velero that will read it.</param>
    /// <param name="schedule">The schedule; null when the text is refused.</param>
    /// <param name="error">Why Velero would refuse it; null when it would not.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        CronDialect dialect,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out CronError? error) => CronParser.TryParse(text, dialect, out schedule, out error);

    /// <summary>
    /// The next run after a time, in whole seconds and UTC. For <c>@every</c> the time is that of the last run. Does not
    /// allocate.
    /// </summary>
    /// <returns>Null when there is none in the next five years, or none before the year 10000.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        // Rounded down, before 1970 too: a run is due at the next whole second after.
        var second = after.ToUnixTimeSeconds();
        var next = Every is null ? CronWalk.Next(Fields, Zone, Dialect.IsGoCron, second) : second + EverySeconds;
        return next is { } found && found <= s_lastSecond ? DateTimeOffset.FromUnixTimeSeconds(found) : null;
    }

    /// <summary>
    /// The last run of a schedule that does not go on (<see cref="GoesOn"/>), of those after a time; null when there is none
    /// within reach, and for one that goes on.
    /// </summary>
    public DateTimeOffset? LastRun(DateTimeOffset after) => GoesOn ? null : CronCycle.LastRun(this, after).Last;

    /// <summary>The time between the first two runs after a time; null when there are no two.</summary>
    public TimeSpan? Interval(DateTimeOffset after) =>
        Next(after) is { } first && Next(first) is { } second ? second - first : null;

    public override string ToString() => Text;
}
