using System.Diagnostics.CodeAnalysis;

namespace WorkspaceBackup.Velero.Durations;

/// <summary>
/// A length of time as Go's <c>time.Duration</c> has it: signed whole nanoseconds in 64 bits, about 292 years either way.
/// Every duration in a Velero object is one, in the text form of <see cref="ToString()"/>. Values that mean the same are
/// equal, however they were spelled. The default is zero.
/// </summary>
/// <param name="Nanoseconds">The length in nanoseconds.</param>
public readonly record struct GoDuration(long Nanoseconds) : IComparable<GoDuration>
{
    internal const long Microsecond = 1_000;
    internal const long Millisecond = 1_000 * Microsecond;
    internal const long Second = 1_000 * Millisecond;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;
    internal const long Day = 24 * Hour;
    internal const long Week = 7 * Day;

    /// <summary>The longest text <see cref="TryFormat"/> writes, in characters.</summary>
    public const int MaxTextLength = 25;

    /// <summary>No time at all.</summary>
    public static GoDuration Zero => default;

    /// <summary>The length in seconds, exactly: up to nine decimal places.</summary>
    public decimal TotalSeconds => (decimal)Nanoseconds / Second;

    /// <summary>
    /// Parses what Go's <c>time.ParseDuration</c> accepts, and only that: a sign, then one or more numbers with a unit each
    /// (<c>ns us µs μs ms s m h</c>, fractions allowed), or a bare <c>0</c>. This is what Velero reads.
    /// </summary>
    /// <param name="text">The text, for example <c>720h</c> or <c>1h30m</c>; blanks are not trimmed.</param>
    /// <param name="value">The duration; zero when the text is refused.</param>
    /// <param name="error">Why the text is refused and what would be right, as a sentence without a final stop.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text, out GoDuration value, [NotNullWhen(false)] out string? error) =>
        TryParse(text, daysAndWeeks: false, out value, out error);

    /// <summary>
    /// Parses what <see cref="TryParse(ReadOnlySpan{char}, out GoDuration, out string)"/> does and, as people write retention times, the units <c>d</c> (24 hours) and
    /// <c>w</c> (168 hours): <c>30d</c>, <c>2w</c>, <c>1d12h</c>. Velero knows neither: it is sent <see cref="ToString()"/>.
    /// </summary>
    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out GoDuration, out string)"/>
    public static bool TryParseWithDays(
        ReadOnlySpan<char> text, out GoDuration value, [NotNullWhen(false)] out string? error) =>
        TryParse(text, daysAndWeeks: true, out value, out error);

    /// <summary>The duration of a time span. <see cref="TimeSpan"/> reaches further than 292 years.</summary>
    /// <exception cref="OverflowException">The time span is longer than 292 years.</exception>
    public static GoDuration FromTimeSpan(TimeSpan span) => new(checked(span.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>The duration cut off to whole ticks of 100 nanoseconds, towards zero.</summary>
    public TimeSpan ToTimeSpan() => new(Nanoseconds / TimeSpan.NanosecondsPerTick);

    public int CompareTo(GoDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(GoDuration left, GoDuration right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(GoDuration left, GoDuration right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(GoDuration left, GoDuration right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(GoDuration left, GoDuration right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>
    /// The canonical form, exactly Go's <c>Duration.String()</c>: <c>720h0m0s</c>, <c>1.5s</c>, <c>300ms</c>, <c>0s</c>.
    /// </summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[MaxTextLength];
        TryFormat(buffer, out var length);
        return new string(buffer[..length]);
    }

    /// <summary>Writes the canonical form; <see cref="MaxTextLength"/> characters always suffice.</summary>
    /// <returns>Whether it fitted.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        // Written from the back, as the number of digits in front is known last.
        Span<char> buffer = stackalloc char[MaxTextLength];
        var at = buffer.Length;
        var rest = Nanoseconds < 0 ? 0UL - (ulong)Nanoseconds : (ulong)Nanoseconds;
        buffer[--at] = 's';
        if (rest == 0)
        {
            buffer[--at] = '0';
        }
        else if (rest < Second)
        {
            var (prefix, decimals) = rest switch
            {
                < Microsecond => ('n', 0),
                < Millisecond => ('µ', 3),
                _ => ('m', 6),
            };
            buffer[--at] = prefix;
            rest = PrependFraction(buffer, ref at, rest, decimals);
            PrependInteger(buffer, ref at, rest);
        }
        else
        {
            rest = PrependFraction(buffer, ref at, rest, 9);
            PrependInteger(buffer, ref at, rest % 60);
            rest /= 60;
            if (rest > 0)
            {
                buffer[--at] = 'm';
                PrependInteger(buffer, ref at, rest % 60);
                rest /= 60;
            }

            if (rest > 0)
            {
                buffer[--at] = 'h';
                PrependInteger(buffer, ref at, rest);
            }
        }

        if (Nanoseconds < 0)
        {
            buffer[--at] = '-';
        }

        charsWritten = buffer[at..].TryCopyTo(destination) ? buffer.Length - at : 0;
        return charsWritten > 0;
    }

    private static ulong PrependFraction(Span<char> buffer, ref int at, ulong value, int decimals)
    {
        var significant = false;
        for (var i = 0; i < decimals; i++)
        {
            var digit = value % 10;
            value /= 10;
            significant |= digit != 0;
            if (significant)
            {
                buffer[--at] = (char)('0' + digit);
            }
        }

        if (significant)
        {
            buffer[--at] = '.';
        }

        return value;
    }

    private static void PrependInteger(Span<char> buffer, ref int at, ulong value)
    {
        do
        {
            buffer[--at] = (char)('0' + value % 10);
            value /= 10;
        }
        while (value > 0);
    }

    private static bool TryParse(
        ReadOnlySpan<char> text, bool daysAndWeeks, out GoDuration value, [NotNullWhen(false)] out string? error)
    {
        var parsed = GoDurationParser.TryParse(text, daysAndWeeks, out value, out var refused);
        error = refused?.Message;
        return parsed;
    }
}
