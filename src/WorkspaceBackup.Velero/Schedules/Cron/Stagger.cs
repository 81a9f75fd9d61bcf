using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// Spreads the clusters of a schedule over a window of time, so that they do not all read and upload at once. Each cluster
/// runs a fixed number of minutes after the declared time, at least none and less than the window, on the same days.
/// </summary>
internal sealed class Stagger
{
    private const int MinutesPerDay = 24 * 60;

    private readonly string _zone;
    private readonly int _startMinute;
    private readonly int _windowMinutes;
    private readonly string _days;

    private Stagger(string zone, int startMinute, int windowMinutes, string days)
    {
        _zone = zone;
        _startMinute = startMinute;
        _windowMinutes = windowMinutes;
        _days = days;
    }

    /// <param name="cron">The schedule, zone included.</param>
    /// <param name="window">The window's length as a duration with days and weeks.</param>
    /// <param name="stagger">The spread; null when it is refused.</param>
    /// <param name="error">Why it is refused; null when it is not.</param>
    public static bool TryCreate(
        CronSchedule cron,
        string window,
        [NotNullWhen(true)] out Stagger? stagger,
        [NotNullWhen(false)] out string? error)
    {
        stagger = null;
        if (!GoDuration.TryParseWithDays(window, out var length, out error))
        {
            return false;
        }

        if (length <= GoDuration.Zero || length.Nanoseconds % GoDuration.Minute != 0)
        {
            error = $"the window \"{window}\" is not whole minutes, at least one; write it as in \"45m\"";
            return false;
        }

        if (cron.TimeOfDay is not { } time)
        {
            error = "only a schedule with a single minute and a single hour can be staggered, as in \"0 2 * * *\"; "
                + $"\"{cron.Text}\" has more";
            return false;
        }

        // The last minute used is one before the window's end, so a window may end at midnight. Whether the clusters there
        // are now would stay within the day does not matter: adding one must never make the declaration invalid.
        var start = time.Hour * 60 + time.Minute;
        var room = MinutesPerDay - start;
        if (length.Nanoseconds / GoDuration.Minute > room)
        {
            error = $"the window of {window} from {time.Hour:00}:{time.Minute:00} goes past midnight, to another day; "
                + $"at most {room}m fit";
            return false;
        }

        var (zone, days) = Parts(cron);
        stagger = new Stagger(zone, start, (int)(length.Nanoseconds / GoDuration.Minute), days);
        return true;
    }

    /// <summary>The schedule's text for one cluster: the time moved, zone and days as declared.</summary>
    public string For(string prefix, string cluster)
    {
        var minute = _startMinute + Offset(prefix, cluster, _windowMinutes);
        return $"{_zone}{minute % 60} {minute / 60} {_days}";
    }

    /// <summary>
    /// The first 8 bytes, big-endian, of the SHA-256 of <c>prefix/cluster</c>, modulo the window. It depends on no other
    /// cluster, so adding one moves none.
    /// </summary>
    private static int Offset(string prefix, string cluster, int windowMinutes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}/{cluster}"), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)windowMinutes);
    }

    /// <summary>The zone, with the blank that ends it, and the three day fields of a schedule that is not @every.</summary>
    private static (string Zone, string Days) Parts(CronSchedule cron)
    {
        ReadOnlySpan<char> rest = cron.Text;
        var zone = "";
        if (cron.HasOwnZone)
        {
            zone = cron.Text[..(cron.Text.IndexOf(' ') + 1)];
            rest = rest[zone.Length..].Trim();
        }

        rest = rest is ['@', ..] ? CronParser.FieldsOf(rest) : rest;
        CronParser.TakeField(ref rest);
        CronParser.TakeField(ref rest);
        return (zone, $"{CronParser.TakeField(ref rest)} {CronParser.TakeField(ref rest)} {CronParser.TakeField(ref rest)}");
    }
}
