using System.Text;

namespace WorkspaceBackup.Velero.Durations;

/// <summary>Why a duration is refused.</summary>
/// <param name="Message">The reason, then what would be right.</param>
/// <param name="Words">Makes <see cref="Original"/>, which is rarely asked for.</param>
internal sealed record DurationError(string Message, Func<string> Words)
{
    /// <summary>The words of Go, as a Velero server repeats them.</summary>
    public string Original => Words();
}

/// <summary>What is said about refused durations.</summary>
internal static class DurationErrors
{
    private const string Example = "a duration is numbers with units, such as \"720h\" or \"1h30m\"";

    public static DurationError Empty(ReadOnlySpan<char> text, bool daysAndWeeks) => Invalid(text, text.IsEmpty
        ? $"it is empty; {Right(daysAndWeeks)}"
        : $"\"{text}\" is a sign without a number; {Right(daysAndWeeks)}");

    public static DurationError NumberExpected(ReadOnlySpan<char> text, ReadOnlySpan<char> at, bool daysAndWeeks) =>
        Invalid(text, at switch
        {
            [' ' or '\t' or '\r' or '\n', ..] => Blank(text, daysAndWeeks),
            ['-' or '+', ..] => $"\"{text}\" is not a duration: only one sign, at the start, is allowed",
            _ => $"\"{text}\" is not a duration: a number is expected at \"{at}\"; {Right(daysAndWeeks)}",
        });

    public static DurationError UnitMissing(ReadOnlySpan<char> text, bool daysAndWeeks)
    {
        var given = text.ToString();
        return new(
            $"\"{text}\" is not a duration: a number in it has no unit; {Right(daysAndWeeks)}",
            () => $"time: missing unit in duration {GoText.QuoteBytes(given)}");
    }

    public static DurationError UnitUnknown(ReadOnlySpan<char> text, ReadOnlySpan<char> unit, bool daysAndWeeks)
    {
        var (given, name) = (text.ToString(), unit.ToString());
        return new(
            unit.IndexOfAny(" \t\r\n") >= 0 ? Blank(text, daysAndWeeks) : UnknownUnit(text, unit, daysAndWeeks),
            () => $"time: unknown unit {GoText.QuoteBytes(name)} in duration {GoText.QuoteBytes(given)}");
    }

    public static DurationError TooLong(ReadOnlySpan<char> text) => Invalid(text,
        $"\"{text}\" is too long: a duration is at most 2562047h47m16.854775807s, about 292 years");

    private static DurationError Invalid(ReadOnlySpan<char> text, string message)
    {
        var given = text.ToString();
        return new(message, () => $"time: invalid duration {GoText.QuoteBytes(given)}");
    }

    private static string UnknownUnit(ReadOnlySpan<char> text, ReadOnlySpan<char> unit, bool daysAndWeeks)
    {

        var instead = unit switch
        {
            "d" or "w" => "days and weeks are unknown here, write hours: \"24h\" for a day, \"168h\" for a week",
            "H" or "M" or "S" or "MS" or "NS" or "US" or "D" or "W" => "units are in lower case",
            "sec" or "secs" or "second" or "seconds" => "seconds are \"s\"",
            "min" or "mins" or "minute" or "minutes" => "minutes are \"m\"",
            "hr" or "hrs" or "hour" or "hours" => "hours are \"h\"",
            "day" or "days" => daysAndWeeks ? "days are \"d\"" : "write hours: a day is \"24h\"",
            "week" or "weeks" => daysAndWeeks ? "weeks are \"w\"" : "write hours: a week is \"168h\"",
            "mo" or "mon" or "month" or "months" or "y" or "yr" or "year" or "years" =>
                "months and years have no fixed length" + (daysAndWeeks ? ", write days: \"365d\"" : ", write hours"),
            _ => $"known are {Units(daysAndWeeks)}",
        };
        return $"\"{text}\" is not a duration: unknown unit \"{unit}\"; {instead}";
    }

    private static string Blank(ReadOnlySpan<char> text, bool daysAndWeeks) =>
        $"\"{text}\" is not a duration: a blank is not allowed in it, before it or after it; "
        + (Meant(text, daysAndWeeks) is { } meant ? $"write \"{meant}\"" : Right(daysAndWeeks));

    /// <summary>What is meant by numbers and units with blanks between them; null: that is not what it is.</summary>
    private static string? Meant(ReadOnlySpan<char> text, bool daysAndWeeks)
    {
        var meant = new StringBuilder();
        var rest = text.Trim();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
            {
                return null;
            }

            var number = rest[..digits];
            rest = rest[digits..].TrimStart();
            var end = rest.IndexOfAny(" \t0123456789");
            if (ShortUnit(end < 0 ? rest : rest[..end], daysAndWeeks) is not { } unit)
            {
                return null;
            }

            meant.Append(number).Append(unit);
            rest = end < 0 ? [] : rest[end..].TrimStart();
        }

        return meant.ToString();
    }

    private static string? ShortUnit(ReadOnlySpan<char> unit, bool daysAndWeeks) => unit.ToString().ToLowerInvariant() switch
    {
        "s" or "sec" or "secs" or "second" or "seconds" => "s",
        "m" or "min" or "mins" or "minute" or "minutes" => "m",
        "h" or "hr" or "hrs" or "hour" or "hours" => "h",
        "d" or "day" or "days" when daysAndWeeks => "d",
        "w" or "week" or "weeks" when daysAndWeeks => "w",
        _ => null,
    };

    private static string Right(bool daysAndWeeks) => $"{Example}; units are {Units(daysAndWeeks)}";

    private static string Units(bool daysAndWeeks) => daysAndWeeks ? "ns us ms s m h d w" : "ns us ms s m h";
}
