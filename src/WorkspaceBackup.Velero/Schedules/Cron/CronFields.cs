namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>The five fields as sets of bits: bit n is set when the value n is in the field.</summary>
internal readonly record struct CronFields(ulong Minutes, ulong Hours, ulong Days, ulong Months, ulong Weekdays)
{
    /// <summary>Set, above all values, in a day field that has a <c>*</c> or <c>?</c> somewhere in its list.</summary>
    public const ulong Star = 1UL << 63;

    private const ulong AllDays = 0xffff_fffe;
    private const ulong AllWeekdays = 0x7f;

    /// <summary>Whether a day must satisfy both day fields, stars or not.</summary>
    public bool NeedsBothDays { get; init; }

    /// <summary>Whether a day matches when either day field does; otherwise both must.</summary>
    public bool EitherDay => !NeedsBothDays && ((Days | Weekdays) & Star) == 0;

    /// <summary>Whether each of the two day fields leaves some days out.</summary>
    public bool RestrictsBothDays => (Days & AllDays) != AllDays && (Weekdays & AllWeekdays) != AllWeekdays;

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

    /// <summary>Whether others together have the same runs in every year, each at the same times of the day.</summary>
    public bool SameAs(ReadOnlySpan<CronFields> others)
    {
        foreach (var other in others)
        {
            if (((Minutes ^ other.Minutes) & ~Star) != 0 || ((Hours ^ other.Hours) & ~Star) != 0
                || ((Months ^ other.Months) & ~Star) != 0)
            {
                return false;
            }
        }

        // Within 28 years every date falls on every weekday.
        for (var month = 1; month <= 12; month++)
        {
            for (var day = 1; HasMonth(month) && day <= DateTime.DaysInMonth(2024, month); day++)
            {
                for (var weekday = 0; weekday < 7; weekday++)
                {
                    var matches = false;
                    foreach (var other in others)
                    {
                        matches |= other.HasDay(day, weekday);
                    }

                    if (matches != HasDay(day, weekday))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private static bool Has(ulong set, int value) => (set >> value & 1) != 0;
}
