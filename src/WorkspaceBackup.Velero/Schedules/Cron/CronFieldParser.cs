using System.Diagnostics.CodeAnalysis;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// Reads one field into a set of bits: a list of <c>*</c>, <c>?</c>, a value, a range, each with an optional step. Accepts
/// the oddities that the original accepts: empty list items (<c>1,,2</c>, and a lone comma: no value at all), whatever
/// follows <c>*-</c>, a plus sign, and a step beyond the maximum.
/// </summary>
internal readonly ref struct CronFieldParser(CronFieldRule rule, CronDialect dialect)
{
    public bool TryParse(ReadOnlySpan<char> text, out ulong set, [NotNullWhen(false)] out CronError? error)
    {
        set = 0;
        foreach (var item in text.Split(','))
        {
            var expression = text[item];
            if (expression.IsEmpty)
            {
                continue;
            }

            if (!TryParseItem(expression, out var values, out error))
            {
                return false;
            }

            set |= values;
        }

        error = null;
        return true;
    }

    private bool TryParseItem(ReadOnlySpan<char> text, out ulong set, [NotNullWhen(false)] out CronError? error)
    {
        set = 0;
        var slash = text.IndexOf('/');
        var range = slash < 0 ? text : text[..slash];
        if (!TryParseRange(text, range, out var start, out var end, out var star, out error))
        {
            return false;
        }

        ulong step = 1;
        if (slash >= 0)
        {
            if (!TryParseStep(text, text[(slash + 1)..], out step, out error))
            {
                return false;
            }

            // A single value with a step goes up to the maximum.
            end = range.Contains('-') ? end : (ulong)rule.Max;
        }

        error = Refused(text, start, end, step);
        if (error is not null)
        {
            return false;
        }

        set = Values(start, end, step);
        set |= star && (step == 1 || dialect.IsSteppedStarAStar) ? CronFields.Star : 0;
        return true;
    }

    private bool TryParseRange(
        ReadOnlySpan<char> item,
        ReadOnlySpan<char> range,
        out ulong start,
        out ulong end,
        out bool star,
        [NotNullWhen(false)] out CronError? error)
    {
        var hyphen = range.IndexOf('-');
        var low = hyphen < 0 ? range : range[..hyphen];
        (start, end) = ((ulong)rule.Min, (ulong)rule.Max);
        error = null;
        star = low is "*" or "?";
        if (star)
        {
            return true;
        }

        if (!TryParseValue(low, item, out start, out error))
        {
            return false;
        }

        if (hyphen < 0)
        {
            end = start;
            return true;
        }

        var high = range[(hyphen + 1)..];
        if (high.Contains('-'))
        {
            error = new CronError(
                rule.Field,
                $"\"{item}\" has more than one hyphen",
                null,
                CronOriginals.TooManyHyphens(dialect, item, range));
            return false;
        }

        return TryParseValue(high, item, out end, out error);
    }

    // In the original's order: which of several mistakes is named depends on it.
    private CronError? Refused(ReadOnlySpan<char> item, ulong start, ulong end, ulong step)
    {
        if (start < (ulong)rule.Min || end > (ulong)rule.Max || (start > end && !dialect.WrapsRanges))
        {
            return CronErrors.OutOfBounds(dialect, item, start, end, rule);
        }

        if (step == 0)
        {
            return CronErrors.NoStep(item, "0", rule, CronOriginals.NoStep(dialect, item));
        }

        var size = Size(start, end);
        return dialect.IsGoCron && step > 1 && step >= size
            ? CronErrors.StepTooLarge(item, start, step, size, rule)
            : null;
    }

    // Unsigned and unchecked as there: a start above the maximum, which only a range that wraps can have, counts backwards.
    private ulong Size(ulong start, ulong end) => unchecked(start > end
        ? ((ulong)rule.Max - start + 1) + (end - (ulong)rule.Min + 1)
        : end - start + 1);

    private ulong Values(ulong start, ulong end, ulong step)
    {
        var all = (ulong)(rule.Max - rule.Min + 1);
        var last = start > end ? end + all : end;
        ulong set = 0;
        for (var value = start; value <= last; value += step)
        {
            var within = value > (ulong)rule.Max ? (value - (ulong)rule.Min) % all + (ulong)rule.Min : value;
            set |= 1UL << (int)within;
        }

        return set;
    }

    private bool TryParseValue(
        ReadOnlySpan<char> value, ReadOnlySpan<char> item, out ulong number, [NotNullWhen(false)] out CronError? error)
    {
        error = null;
        if (rule.ValueOf(value) is { } named)
        {
            number = named;
            return true;
        }

        if (!GoText.TryParseInteger(value, out var signed, out var reason))
        {
            error = CronErrors.NotAValue(value, item, rule, CronOriginals.NotANumber(dialect, value, reason!));
        }
        else if (signed < 0)
        {
            error = CronErrors.NotAValue(value, item, rule, CronOriginals.Negative(dialect, value, signed));
        }

        number = (ulong)signed;
        return error is null;
    }

    private bool TryParseStep(
        ReadOnlySpan<char> item, ReadOnlySpan<char> value, out ulong step, [NotNullWhen(false)] out CronError? error)
    {
        step = 0;
        error = null;
        if (value.Contains('/'))
        {
            error = new CronError(
                rule.Field, $"\"{item}\" has more than one slash", null, CronOriginals.TooManySlashes(dialect, item));
        }
        else if (!GoText.TryParseInteger(value, out var signed, out var reason))
        {
            error = CronErrors.NoStep(item, value, rule, CronOriginals.NotANumber(dialect, value, reason!));
        }
        else if (signed < 0)
        {
            error = CronErrors.NoStep(item, value, rule, CronOriginals.Negative(dialect, value, signed));
        }
        else
        {
            step = (ulong)signed;
        }

        return error is null;
    }
}
