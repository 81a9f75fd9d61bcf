using System.Globalization;
using System.Text;

namespace WorkspaceBackup.Velero.Durations;

/// <summary>What Go's own packages say and how they quote, for errors in the very words of a Velero server.</summary>
internal static class GoText
{
    /// <summary>Go's <c>%q</c> of a string.</summary>
    public static string Quote(ReadOnlySpan<char> text) => Quote(text, '"');

    /// <summary>Go's <c>%q</c> of a single character.</summary>
    public static string Quote(Rune character)
    {
        Span<char> text = stackalloc char[2];
        return Quote(text[..character.EncodeToUtf16(text)], '\'');
    }

    /// <summary>
    /// Go's <c>strconv.Atoi</c>: an optional sign and decimal digits, within 64 bits. Of a number that is too long and goes
    /// on with something else, only the first is noticed.
    /// </summary>
    /// <param name="text">The digits.</param>
    /// <param name="value">The number.</param>
    /// <param name="error">Go's words; null when it is a number.</param>
    public static bool TryParseInteger(ReadOnlySpan<char> text, out long value, out string? error)
    {
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var (number, known) = (0UL, !digits.IsEmpty);
        var fits = true;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                known = false;
                break;
            }

            var digit = (ulong)(c - '0');
            if (number > (ulong.MaxValue - digit) / 10)
            {
                fits = false;
                break;
            }

            number = number * 10 + digit;
        }

        var negative = text is ['-', ..];
        value = negative ? unchecked(-(long)number) : unchecked((long)number);
        fits &= number <= long.MaxValue || (negative && number == long.MaxValue + 1UL);
        error = known && fits
            ? null
            : $"strconv.Atoi: parsing {Quote(text)}: {(known ? "value out of range" : "invalid syntax")}";
        return error is null;
    }

    /// <summary>The time package's own way to quote: what is not printable ASCII is shown byte by byte.</summary>
    public static string QuoteBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        var quoted = new StringBuilder().Append('"');
        foreach (var value in bytes)
        {
            _ = value switch
            {
                >= 0x80 or < 0x20 => quoted.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
                (byte)'"' or (byte)'\\' => quoted.Append('\\').Append((char)value),
                _ => quoted.Append((char)value),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Quote(ReadOnlySpan<char> text, char quote)
    {
        var quoted = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\v' => quoted.Append("\\v"),
                '\\' => quoted.Append("\\\\"),
                var value when value == quote => quoted.Append('\\').Append(quote),
                _ when IsPrintable(rune) => quoted.Append(rune.ToString()),
                < 0x80 => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                < 0x10000 => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }

        return quoted.Append(quote).ToString();
    }

    // Letters, marks, numbers, punctuation, symbols, and of all blanks only the ASCII one.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
