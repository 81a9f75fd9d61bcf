using System.Globalization;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>Times as Terraform writes and reads them: <c>2024-02-29T02:00:00Z</c>, any offset, any number of decimals.</summary>
public static class Rfc3339
{
    /// <summary>Reads a time, to the second: schedules know no smaller unit.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        const int SecondsEnd = 19; // 2024-02-29T02:00:00
        time = default;
        if (text.Length <= SecondsEnd)
        {
            return false;
        }

        var offset = text.AsSpan(SecondsEnd);
        if (offset[0] == '.')
        {
            var decimals = offset[1..].IndexOfAnyExceptInRange('0', '9');
            if (decimals <= 0)
            {
                return false;
            }

            offset = offset[(1 + decimals)..];
        }

        // The offset's form is checked here, as the framework's "zzz" also reads "+1" and "+0100".
        if (offset is not ("Z" or ['+' or '-', _, _, ':', _, _]))
        {
            return false;
        }

        var numeric = offset is "Z" ? "+00:00" : offset;
        return DateTimeOffset.TryParseExact(
            $"{text.AsSpan(0, SecondsEnd)}{numeric}",
            "yyyy-MM-dd'T'HH:mm:sszzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out time);
    }
}
