namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// The Gregorian calendar over days since 1970, for all years, with months and days that run over (month 13, day 32)
/// carried on. <see cref="DateOnly"/> ends in 9999 and refuses those.
/// </summary>
internal static class CivilCalendar
{
    private const int DaysIn400Years = 146_097;

    /// <summary>Days from 1 March of year 0 to 1 January 1970. Years that begin in March have their leap day last.</summary>
    private const int EpochFromMarchZero = 719_468;

    public static long ToDays(long year, int month, int day)
    {
        if (month > 12)
        {
            (year, month) = (year + 1, month - 12);
        }

        var marchYear = month > 2 ? year : year - 1;
        var era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400;
        var yearOfEra = marchYear - era * 400;
        var dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * DaysIn400Years + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - EpochFromMarchZero;
    }

    public static (long Year, int Month, int Day) FromDays(long days)
    {
        days += EpochFromMarchZero;
        var era = (days >= 0 ? days : days - (DaysIn400Years - 1)) / DaysIn400Years;
        var dayOfEra = (int)(days - era * DaysIn400Years);
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var monthFromMarch = (5 * dayOfYear + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    }
}
