using System.Collections.Concurrent;
using NodaTime;
using NodaTime.TimeZones;
using WorkspaceBackup.Velero.Objects;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// The offsets of one time zone as two flat arrays, so that looking one up allocates nothing. The rules are those built
/// into NodaTime, the same on every machine; they are loaded when the first zone is asked for.
/// </summary>
internal sealed class ZoneRules
{
    /// <summary>Rules that go on for ever are written out up to here; the calendar repeats itself after 400 years.</summary>
    private const int LastYear = 2500;

    private const long SecondsIn400Years = 146_097L * 86_400;

    private static readonly ConcurrentDictionary<string, ZoneRules> s_loaded = new(StringComparer.Ordinal);
    private static readonly Instant s_end = Instant.FromUtc(LastYear, 1, 1, 0, 0);
    private static readonly long s_endSecond = s_end.ToUnixTimeSeconds();

    private readonly long[] _starts;
    private readonly int[] _offsets;

    private ZoneRules(long[] starts, int[] offsets)
    {
        _starts = starts;
        _offsets = offsets;
    }

    /// <summary>
    /// The zone of that name, as Go's <c>LoadLocation</c> finds it among the files of a zone database: the case matters,
    /// links such as <c>US/Eastern</c> count, offsets such as <c>UTC+2</c> do not. Null for an unknown one.
    /// </summary>
    public static ZoneRules? Find(string name)
    {
        if (s_loaded.TryGetValue(name, out var known))
        {
            return known;
        }

        var source = TzdbDateTimeZoneSource.Default;

        // Not the provider's own lookup: that accepts "UTC+02:30" too, which is no file of a zone database.
        return source.CanonicalIdMap.TryGetValue(name, out var canonical)
            ? s_loaded.GetOrAdd(name, static (_, zone) => Load(zone), source.ForId(canonical))
            : null;
    }

    /// <summary>The known name that differs only in case or blanks; null when there is none.</summary>
    public static string? Similar(string name)
    {
        var wanted = name.Trim().Replace(' ', '_');
        foreach (var id in TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys)
        {
            if (id.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The known name of a place that a misspelt one is near; null when there is none.</summary>
    public static string? Nearest(string name) => !name.Contains('/') ? null
        : NearestWord.To(name, TzdbDateTimeZoneSource.Default.CanonicalIdMap.Keys.Order(StringComparer.Ordinal));

    /// <summary>
    /// The offset from UTC in seconds at a time in Unix seconds, with the span of time it is known to hold for.
    /// </summary>
    public int Offset(long second, out long start, out long end)
    {
        var repeats = second < s_endSecond ? 0 : (second - s_endSecond) / SecondsIn400Years + 1;
        var index = Array.BinarySearch(_starts, second - repeats * SecondsIn400Years);
        index = index < 0 ? ~index - 1 : index;
        start = index == 0 ? long.MinValue : _starts[index] + repeats * SecondsIn400Years;
        end = index + 1 < _starts.Length ? _starts[index + 1] : s_endSecond;
        end += repeats * SecondsIn400Years;
        return _offsets[index];
    }

    /// <summary>The changes of the offset between two times in Unix seconds, the first included, within the years written out.</summary>
    public IEnumerable<long> Changes(long from, long until)
    {
        var first = Array.BinarySearch(_starts, from);
        return _starts.Skip(first < 0 ? ~first : first).TakeWhile(start => start < until);
    }

    private static ZoneRules Load(DateTimeZone zone)
    {
        var starts = new List<long>();
        var offsets = new List<int>();
        foreach (var interval in zone.GetZoneIntervals(new Interval(null, s_end)))
        {
            // An interval may differ from the one before in its name only.
            var offset = interval.WallOffset.Seconds;
            if (offsets.Count == 0 || offsets[^1] != offset)
            {
                starts.Add(interval.HasStart ? interval.Start.ToUnixTimeSeconds() : long.MinValue);
                offsets.Add(offset);
            }
        }

        return new ZoneRules([.. starts], [.. offsets]);
    }
}
