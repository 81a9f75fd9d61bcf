using System.Globalization;
using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// The refusals of the three libraries, word for word: the first begins with a capital, the last quotes what it names.
/// </summary>
internal static class CronOriginals
{
    public static string Empty(CronDialect dialect) => Say(dialect, "empty spec string");

    public static string TooLong(int length, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"spec too long: {length} > {limit}");

    public static string FieldCount(CronDialect dialect, ReadOnlySpan<char> text, int count)
    {
        // robfig/cron v1 shows the text as it is, the others the fields they have split it into.
        var shown = text.ToString();
        if (dialect != CronDialect.UpTo114)
        {
            var fields = new List<string>(count);
            for (var rest = text; CronParser.TakeField(ref rest) is { IsEmpty: false } field;)
            {
                fields.Add(field.ToString());
            }

            shown = $"[{string.Join(' ', fields)}]";
        }

        return Say(dialect, $"expected exactly 5 fields, found {count}: {shown}");
    }

    public static string UnknownDescriptor(CronDialect dialect, ReadOnlySpan<char> descriptor) =>
        Say(dialect, $"unrecognized descriptor: {Show(dialect, descriptor)}");

    public static string BadDuration(CronDialect dialect, ReadOnlySpan<char> descriptor, DurationError error) =>
        Say(dialect, $"failed to parse duration {Show(dialect, descriptor)}: {error.Original}");

    public static string EveryTooShort(ReadOnlySpan<char> descriptor) =>
        $"@every duration must be at least 1s: {GoText.Quote(descriptor)}";

    /// <summary>Not a refusal but a crash, which Velero reports as one.</summary>
    public const string NothingAfterZone = "runtime error: slice bounds out of range [:-1]";

    public static string UnknownZone(CronDialect dialect, string name)
    {
        var reason = name.Contains("..", StringComparison.Ordinal) || name is ['/' or '\\', ..]
            ? "time: invalid location name"
            : $"unknown time zone {name}";
        return dialect.IsGoCron
            ? $"unknown time zone {GoText.Quote(name)}: {reason}"
            : $"provided bad location {name}: {reason}";
    }

    public static string NotANumber(CronDialect dialect, ReadOnlySpan<char> value, string reason) =>
        Say(dialect, $"failed to parse int from {Show(dialect, value)}: {reason}");

    public static string Negative(CronDialect dialect, ReadOnlySpan<char> value, long number) =>
        Say(dialect, $"negative number ({number}) not allowed: {Show(dialect, value)}");

    public static string TooManyHyphens(CronDialect dialect, ReadOnlySpan<char> item, ReadOnlySpan<char> range) =>
        Say(dialect, $"too many hyphens: {Show(dialect, dialect.IsGoCron ? range : item)}");

    public static string TooManySlashes(CronDialect dialect, ReadOnlySpan<char> item) =>
        Say(dialect, $"too many slashes: {Show(dialect, item)}");

    public static string BelowMinimum(CronDialect dialect, ReadOnlySpan<char> item, ulong start, int min) =>
        Say(dialect, $"beginning of range ({start}) below minimum ({min}): {Show(dialect, item)}");

    public static string AboveMaximum(CronDialect dialect, ReadOnlySpan<char> item, ulong end, int max) =>
        Say(dialect, $"end of range ({end}) above maximum ({max}): {Show(dialect, item)}");

    public static string Backwards(CronDialect dialect, ReadOnlySpan<char> item, ulong start, ulong end) =>
        Say(dialect, $"beginning of range ({start}) beyond end of range ({end}): {Show(dialect, item)}");

    public static string NoStep(CronDialect dialect, ReadOnlySpan<char> item) => Say(
        dialect, $"step of range {(dialect.IsGoCron ? "must" : "should")} be a positive number: {Show(dialect, item)}");

    public static string StepTooLarge(ReadOnlySpan<char> item, ulong step, ulong size) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"step ({step}) must be less than range size ({size}): {GoText.Quote(item)}");

    private static string Show(CronDialect dialect, ReadOnlySpan<char> text) =>
        dialect.IsGoCron ? GoText.Quote(text) : text.ToString();

    private static string Say(CronDialect dialect, FormattableString text) =>
        Say(dialect, FormattableString.Invariant(text));

    private static string Say(CronDialect dialect, string text) =>
        dialect == CronDialect.UpTo114 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
