using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// A schedule as Velero understands it. Velero parses with robfig/cron v3's <c>ParseStandard</c> and asks its <c>Next</c>
/// for the times; this type gives the same verdict and the same times on every input. It is not the dialect of other
/// cron libraries: Sunday is only 0, there is no <c>L</c>, <c>W</c>, <c>#</c> or <c>H</c>, and hours that a clock change
/// skips do not run. Immutable and safe for use by several threads.
/// </summary>
public sealed class CronSchedule
{
    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly CronFields _fields;
    private readonly ZoneRules? _zone;
    private readonly long _everySeconds;

    internal CronSchedule(string text, CronFields fields, ZoneRules? zone, string? zoneName)
    {
        Text = text;
        _fields = fields;
        _zone = zone;
        ZoneName = zoneName;
    }

    internal CronSchedule(string text, GoDuration every, string? zoneName)
    {
        Text = text;
        Every = every;
        ZoneName = zoneName;

        // The original rounds what is shorter than a second up to one, and drops the rest of a second otherwise.
        _everySeconds = Math.Max(every.Nanoseconds / GoDuration.Second, 1);
    }

    /// <summary>The text it was parsed from, unchanged.</summary>
    public string Text { get; }

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
    public bool NeverFires => Every is null && !_fields.HasAnyDate;

    /// <summary>
    /// Whether day of month and day of week are both restricted. Then it runs on days that satisfy <em>either</em>.
    /// </summary>
    public bool HasBothDayFields => Every is null && _fields.EitherDay;

    /// <summary>
    /// Whether the runs are asked for less than a minute apart, which only <c>@every</c> can. Velero looks once a minute,
    /// and so runs it every minute.
    /// </summary>
    public bool IntervalUnderAMinute => Every is { } every && every.Nanoseconds < GoDuration.Minute;

    /// <summary>The one minute and hour of the day at which it runs; null when there are several, or for @every.</summary>
    internal (int Hour, int Minute)? TimeOfDay =>
        Every is null && BitOperations.IsPow2(_fields.Minutes) && BitOperations.IsPow2(_fields.Hours)
            ? (BitOperations.TrailingZeroCount(_fields.Hours), BitOperations.TrailingZeroCount(_fields.Minutes))
            : null;

    /// <summary>Parses a schedule.</summary>
    /// <param name="text">Five fields, or a descriptor such as <c>@daily</c>, after an optional zone.</param>
    /// <param name="schedule">The schedule; null when the text is refused.</param>
    /// <param name="error">Why Velero would refuse it; null when it would not.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out CronError? error) => CronParser.TryParse(text, out schedule, out error);

    /// <summary>
    /// The next run after a time, in whole seconds and UTC. For <c>@every</c> the time is that of the last run. Does not
    /// allocate.
    /// </summary>
    /// <returns>Null when there is none in the next five years, or none before the year 10000.</returns>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        // Rounded down, before 1970 too: a run is due at the next whole second after.
        var second = after.ToUnixTimeSeconds();
        var next = Every is null ? CronWalk.Next(_fields, _zone, second) : second + _everySeconds;
        return next is { } found && found <= s_lastSecond ? DateTimeOffset.FromUnixTimeSeconds(found) : null;
    }

    /// <summary>The time between the first two runs after a time; null when there are no two.</summary>
    public TimeSpan? Interval(DateTimeOffset after) =>
        Next(after) is { } first && Next(first) is { } second ? second - first : null;

    public override string ToString() => Text;
}
