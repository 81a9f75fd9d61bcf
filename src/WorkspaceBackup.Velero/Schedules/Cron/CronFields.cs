namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>The five fields as sets of bits: bit n is set when the value n is in the field.</summary>
internal readonly record struct CronFields(ulong Minutes, ulong Hours, ulong Days, ulong Months, ulong Weekdays)
{
    /// <summary>Set, above all values, in a day field that has a <c>*</c> or <c>?</c> somewhere in its list.</summary>
    public const ulong Star = 1UL << 63;

    /// <summary>Whether a day matches when either day field does; otherwise both must.</summary>
    public bool EitherDay => ((Days | Weekdays) & Star) == 0;

    /// <summary>Whether any date in any year satisfies all the fields.</summary>
    public bool HasAnyDate => (Minutes & ~Star) != 0 && (Hours & ~Star) != 0 && (EitherDay
        ? (Months & ~Star) != 0 && ((Weekdays & ~Star) != 0 || HasAnyDayOfMonth)
        : (Weekdays & ~Star) != 0 && HasAnyDayOfMonth);

    private bool HasAnyDayOfMonth
    {
        get
        {
            for (var month = 1; month <= 12; month++)
            {
                // 2024 is a leap year: February 29 counts.
                var days = (1UL << (DateTime.DaysInMonth(2024, month) + 1)) - 1;
                if (HasMonth(month) && (Days & days) != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public bool HasMinute(int minute) => Has(Minutes, minute);

    public bool HasHour(int hour) => Has(Hours, hour);

    public bool HasMonth(int month) => Has(Months, month);

    public bool HasDay(int day, int weekday) => EitherDay
        ? Has(Days, day) || Has(Weekdays, weekday)
        : Has(Days, day) && Has(Weekdays, weekday);

    private static bool Has(ulong set, int value) => (set >> value & 1) != 0;
}
