using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// Reads one field into a set of bits: a list of <c>*</c>, <c>?</c>, a value, a range, each with an optional step. Accepts
/// the oddities that the original accepts: empty list items (<c>1,,2</c>, and a lone comma: no value at all), whatever
/// follows <c>*-</c>, a plus sign, and a step beyond the maximum.
/// </summary>
internal static class CronFieldParser
{
    public static bool TryParse(
        ReadOnlySpan<char> text, CronFieldRule rule, out ulong set, [NotNullWhen(false)] out CronError? error)
    {
        set = 0;
        foreach (var item in text.Split(','))
        {
            var expression = text[item];
            if (expression.IsEmpty)
            {
                continue;
            }

            if (!TryParseItem(expression, rule, out var values, out error))
            {
                return false;
            }

            set |= values;
        }

        error = null;
        return true;
    }

    private static bool TryParseItem(
        ReadOnlySpan<char> text, CronFieldRule rule, out ulong set, [NotNullWhen(false)] out CronError? error)
    {
        set = 0;
        var slash = text.IndexOf('/');
        var range = slash < 0 ? text : text[..slash];
        var hyphen = range.IndexOf('-');
        var low = hyphen < 0 ? range : range[..hyphen];
        ulong start = (ulong)rule.Min, end = (ulong)rule.Max;
        var star = low is "*" or "?";
        if (!star)
        {
            if (!TryParseValue(low, text, rule, out start, out error))
            {
                return false;
            }

            if (hyphen < 0)
            {
                end = slash < 0 ? start : end;
            }
            else if (range[(hyphen + 1)..].Contains('-'))
            {
                error = new CronError(rule.Field, $"\"{text}\" has more than one hyphen");
                return false;
            }
            else if (!TryParseValue(range[(hyphen + 1)..], text, rule, out end, out error))
            {
                return false;
            }
        }

        ulong step = 1;
        if (slash >= 0 && !TryParseStep(text[(slash + 1)..], text, rule, out step, out error))
        {
            return false;
        }

        if (start < (ulong)rule.Min || end > (ulong)rule.Max || start > end)
        {
            error = CronErrors.OutOfBounds(text, start, end, rule);
            return false;
        }

        for (var value = start; value <= end; value += step)
        {
            set |= 1UL << (int)value;
        }

        // Only a star that leaves out nothing makes its day field an unrestricted one.
        set |= star && step == 1 ? CronFields.Star : 0;
        error = null;
        return true;
    }

    private static bool TryParseValue(
        ReadOnlySpan<char> value,
        ReadOnlySpan<char> item,
        CronFieldRule rule,
        out ulong number,
        [NotNullWhen(false)] out CronError? error)
    {
        error = null;
        if (rule.ValueOf(value) is { } named)
        {
            number = named;
            return true;
        }

        if (TryParseInteger(value, out var signed) && signed >= 0)
        {
            number = (ulong)signed;
            return true;
        }

        number = 0;
        error = CronErrors.NotAValue(value, item, rule);
        return false;
    }

    private static bool TryParseStep(
        ReadOnlySpan<char> value,
        ReadOnlySpan<char> item,
        CronFieldRule rule,
        out ulong step,
        [NotNullWhen(false)] out CronError? error)
    {
        step = 0;
        if (value.Contains('/'))
        {
            error = new CronError(rule.Field, $"\"{item}\" has more than one slash");
            return false;
        }

        if (!TryParseInteger(value, out var signed) || signed <= 0)
        {
            error = new CronError(
                rule.Field, $"\"{value}\" in \"{item}\" is no step", "a step is a whole number from 1 up, as in \"*/2\"");
            return false;
        }

        step = (ulong)signed;
        error = null;
        return true;
    }

    /// <summary>Go's <c>strconv.Atoi</c>: an optional sign and decimal digits, within 64 bits.</summary>
    private static bool TryParseInteger(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        var negative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty)
        {
            return false;
        }

        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c) || value > (long.MaxValue - (c - '0')) / 10)
            {
                return false;
            }

            value = value * 10 + (c - '0');
        }

        value = negative ? -value : value;
        return true;
    }
}
