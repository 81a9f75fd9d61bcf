using System.Diagnostics.CodeAnalysis;
using System.Text;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Reads the zone in front of a schedule.</summary>
internal static class CronZoneParser
{
    private const int GoCronMaxLength = 64;

    /// <param name="dialect">One that has zones.</param>
    /// <param name="text">Begins with <c>TZ=</c> or <c>CRON_TZ=</c>; afterwards what follows the zone, without blanks.</param>
    /// <param name="zone">Its rules; null for UTC.</param>
    /// <param name="name">The zone's name, without quotes.</param>
    /// <param name="error">Why it is refused; null when it is not.</param>
    public static bool TryParse(
        CronDialect dialect,
        ref ReadOnlySpan<char> text,
        out ZoneRules? zone,
        out string? name,
        [NotNullWhen(false)] out CronError? error)
    {
        (zone, name) = (null, null);
        var prefix = CronParser.ZonePrefix(text);
        var blank = text.IndexOf(' ');
        if (blank < 0)
        {
            error = CronErrors.NothingAfterZone(
                text[prefix..],
                dialect.IsGoCron
                    ? $"missing fields after timezone in spec {GoText.Quote(text)}"
                    : CronOriginals.NothingAfterZone);
            return false;
        }

        name = Unquoted(dialect, text[prefix..blank]).ToString();
        error = dialect.IsGoCron ? Unsafe(name) : null;
        if (error is not null)
        {
            return false;
        }

        if (!TryFind(name, out zone))
        {
            error = CronErrors.UnknownZone(name, CronOriginals.UnknownZone(dialect, name));
            return false;
        }

        text = text[blank..].Trim();
        if (text.IsEmpty && dialect.IsGoCron)
        {
            error = CronErrors.NothingAfterZone(name, $"missing fields after timezone {GoText.Quote(name)}");
            return false;
        }

        return true;
    }

    /// <summary>
    /// Finds a zone by its name. Velero's own zone, <c>Local</c>, is UTC, and so is an empty name: its images set no other.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="zone">Its rules; null for UTC.</param>
    public static bool TryFind(string name, out ZoneRules? zone)
    {
        zone = null;
        return name is "" or "UTC" or "Local" || (zone = ZoneRules.Find(name)) is not null;
    }

    private static ReadOnlySpan<char> Unquoted(CronDialect dialect, ReadOnlySpan<char> name) =>
        dialect.IsGoCron && name.Length >= 2 && name[0] is '"' or '\'' && name[0] == name[^1] ? name[1..^1] : name;

    /// <summary>What go-cron says of a name that it does not even look for.</summary>
    private static CronError? Unsafe(string name)
    {
        string? reason = null;
        var at = 0;
        if (name.Length == 0)
        {
            reason = "empty timezone string";
        }
        else if (Encoding.UTF8.GetByteCount(name) > GoCronMaxLength)
        {
            reason = $"timezone string too long (max {GoCronMaxLength} chars)";
        }
        else
        {
            foreach (var rune in name.EnumerateRunes())
            {
                if (!rune.IsAscii || !(char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '/' or '_' or '-' or '+' or ':'))
                {
                    reason = $"invalid character {GoText.Quote(rune)} at position {at} in timezone";
                    break;
                }

                at += rune.Utf8SequenceLength;
            }
        }

        return reason is null
            ? null
            : CronErrors.BadZone(name, $"invalid timezone {GoText.Quote(name)}: {reason}");
    }
}
