using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Durations;

/// <summary>Reads durations with Go's verdict on every text, its rounding and its overflow rules included.</summary>
internal static class GoDurationParser
{
    private const ulong Limit = 1UL << 63;

    public static bool TryParse(
        ReadOnlySpan<char> text, bool daysAndWeeks, out GoDuration value, [NotNullWhen(false)] out DurationError? error)
    {
        value = default;
        var rest = text;
        var negative = false;
        if (rest is ['-' or '+', ..])
        {
            negative = rest[0] == '-';
            rest = rest[1..];
        }

        if (rest is "0")
        {
            error = null;
            return true;
        }

        if (rest.IsEmpty)
        {
            error = DurationErrors.Empty(text, daysAndWeeks);
            return false;
        }

        ulong total = 0;
        while (!rest.IsEmpty)
        {
            if (rest[0] != '.' && !char.IsAsciiDigit(rest[0]))
            {
                error = DurationErrors.NumberExpected(text, rest, daysAndWeeks);
                return false;
            }

            var digits = rest.Length;
            if (!TryTakeInteger(ref rest, out var whole))
            {
                error = DurationErrors.TooLong(text);
                return false;
            }

            digits -= rest.Length;
            ulong fraction = 0;
            double scale = 1;
            if (rest is ['.', ..])
            {
                rest = rest[1..];
                digits += TakeFraction(ref rest, out fraction, out scale);
            }

            if (digits == 0)
            {
                error = DurationErrors.NumberExpected(text, ".", daysAndWeeks);
                return false;
            }

            var name = TakeUnit(ref rest);
            if (name.IsEmpty)
            {
                error = DurationErrors.UnitMissing(text, daysAndWeeks);
                return false;
            }

            if (UnitOf(name, daysAndWeeks) is not { } unit)
            {
                error = DurationErrors.UnitUnknown(text, name, daysAndWeeks);
                return false;
            }

            if (whole > Limit / unit)
            {
                error = DurationErrors.TooLong(text);
                return false;
            }

            // In this order and in double precision, as Go computes it: other orders round differently.
            var part = whole * unit + (fraction > 0 ? (ulong)(fraction * (unit / scale)) : 0);

            // Two parts of exactly 2^63 wrap to zero, and Go accepts them: unchecked on purpose.
            total = unchecked(total + part);
            if (part > Limit || total > Limit)
            {
                error = DurationErrors.TooLong(text);
                return false;
            }
        }

        // Only the negative side reaches 2^63.
        if (!negative && total == Limit)
        {
            error = DurationErrors.TooLong(text);
            return false;
        }

        value = new GoDuration(unchecked(negative ? -(long)total : (long)total));
        error = null;
        return true;
    }

    private static bool TryTakeInteger(ref ReadOnlySpan<char> rest, out ulong value)
    {
        value = 0;
        var i = 0;
        for (; i < rest.Length && char.IsAsciiDigit(rest[i]); i++)
        {
            if (value > Limit / 10)
            {
                return false;
            }

            value = value * 10 + (uint)(rest[i] - '0');
            if (value > Limit)
            {
                return false;
            }
        }

        rest = rest[i..];
        return true;
    }

    /// <summary>Takes digits after the point; those beyond 64 bits are read and ignored, as in Go.</summary>
    private static int TakeFraction(ref ReadOnlySpan<char> rest, out ulong value, out double scale)
    {
        value = 0;
        scale = 1;
        var full = false;
        var i = 0;
        for (; i < rest.Length && char.IsAsciiDigit(rest[i]); i++)
        {
            if (full || value > (Limit - 1) / 10)
            {
                full = true;
                continue;
            }

            var next = value * 10 + (uint)(rest[i] - '0');
            if (next > Limit)
            {
                full = true;
                continue;
            }

            value = next;
            scale *= 10;
        }

        rest = rest[i..];
        return i;
    }

    /// <summary>A unit is everything up to the next digit or point.</summary>
    private static ReadOnlySpan<char> TakeUnit(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(".0123456789");
        var unit = end < 0 ? rest : rest[..end];
        rest = rest[unit.Length..];
        return unit;
    }

    private static ulong? UnitOf(ReadOnlySpan<char> name, bool daysAndWeeks) => name switch
    {
        "ns" => 1,
        "us" or "\u00b5s" or "\u03bcs" => GoDuration.Microsecond,
        "ms" => GoDuration.Millisecond,
        "s" => GoDuration.Second,
        "m" => GoDuration.Minute,
        "h" => GoDuration.Hour,
        "d" when daysAndWeeks => GoDuration.Day,
        "w" when daysAndWeeks => GoDuration.Week,
        _ => null,
    };
}
