namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>What one field may hold.</summary>
/// <param name="Field">The field.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Names">Names of three letters each, in order from <paramref name="Min"/>; empty for none.</param>
internal sealed record CronFieldRule(CronField Field, int Min, int Max, string Names = "")
{
    private static readonly CronFieldRule s_dayOfWeek = new(CronField.DayOfWeek, 0, 6, "sunmontuewedthufrisat");
    private static readonly CronFieldRule s_dayOfWeekToSeven = s_dayOfWeek with { Max = 7 };

    public static readonly CronFieldRule Minute = new(CronField.Minute, 0, 59);
    public static readonly CronFieldRule Hour = new(CronField.Hour, 0, 23);
    public static readonly CronFieldRule DayOfMonth = new(CronField.DayOfMonth, 1, 31);
    public static readonly CronFieldRule Month =
        new(CronField.Month, 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec");

    /// <summary>go-cron counts to 7 and makes it Sunday afterwards, so that <c>1/2</c> holds Sunday there.</summary>
    public static CronFieldRule DayOfWeek(CronDialect dialect) => dialect.IsGoCron ? s_dayOfWeekToSeven : s_dayOfWeek;

    /// <summary>The value of a name in any case; null when it is none.</summary>
    public ulong? ValueOf(ReadOnlySpan<char> name)
    {
        if (name.Length != 3)
        {
            return null;
        }

        Span<char> lower = stackalloc char[3];
        for (var i = 0; i < 3; i++)
        {
            // The only letter beyond ASCII that Go lowers to one of those used here is the dotted capital I.
            lower[i] = name[i] == '\u0130' ? 'i' : char.IsAsciiLetterUpper(name[i]) ? (char)(name[i] | 0x20) : name[i];
        }

        for (var i = 0; i < Names.Length; i += 3)
        {
            if (Names.AsSpan(i, 3).SequenceEqual(lower))
            {
                return (ulong)(Min + i / 3);
            }
        }

        return null;
    }
}
