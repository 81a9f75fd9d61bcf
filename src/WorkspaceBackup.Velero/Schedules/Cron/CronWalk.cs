namespace WorkspaceBackup.Velero.Schedules.Cron;

/// <summary>
/// The search for the next time, step by step as the original takes it: first a month, then a day in it, an hour, a
/// minute. Around clock changes the steps themselves decide which times are found (where midnight is skipped going
/// forward from UTC, a whole day is passed over), so a quicker search would give other times.
/// </summary>
internal ref struct CronWalk
{
    private const int SecondsPerDay = 86_400;

    /// <summary>
    /// More steps than any search that ends takes: 2,200 days and 72 months, and the hours and minutes of the few days
    /// that match without a match of the hour. Where a zone has lost a whole day (Samoa, 30 December 2011) the original
    /// stands still on the day before and never returns; this gives up.
    /// </summary>
    private const int MaxSteps = 20_000;

    /// <summary>Seconds for which the time that was asked after may be found again: the longest hour that is repeated.</summary>
    private const int MaxStandstill = 2 * 3600;

    private readonly CronFields _fields;
    private readonly ZoneRules? _zone;
    private readonly bool _isGoCron;
    private long _second;
    private long _start;
    private long _end;
    private int _offset;

    private CronWalk(CronFields fields, ZoneRules? zone, bool isGoCron, long second)
    {
        _isGoCron = isGoCron;
        _fields = fields;
        _zone = zone;
        _second = second;
        if (zone is null)
        {
            (_start, _end) = (long.MinValue, long.MaxValue);
        }
    }

    /// <summary>The first matching second after one, both in Unix time; null when five years hold none.</summary>
    public static long? Next(CronFields fields, ZoneRules? zone, bool isGoCron, long after)
    {
        if (!fields.HasAnyDate)
        {
            return null;
        }

        // Where midnight comes twice, go-cron can find the time it was asked after, and then stands still (Antarctica/Casey,
        // 3 October 2021). Here the next one is found.
        for (var start = after + 1; start <= after + MaxStandstill; start++)
        {
            var found = new CronWalk(fields, zone, isGoCron, start).Find();
            if (found is null || found > after)
            {
                return found;
            }
        }

        return null;
    }

    private long? Find()
    {
        var lastYear = Date().Year + 5;
        var moved = false;
        var steps = 0;
        while (Date().Year <= lastYear && steps < MaxSteps)
        {
            if (ToMonth(ref moved, ref steps) && ToDay(ref moved, ref steps)
                && ToHour(ref moved) && ToMinute(ref moved) && ToSecond(ref moved))
            {
                return _second;
            }

            steps++;
        }

        return null;
    }

    // Each returns false when it has carried into the next larger unit, and the search starts again from the top.
    private bool ToMonth(ref bool moved, ref int steps)
    {
        var date = Date();
        while (!_fields.HasMonth(date.Month))
        {
            if (!moved)
            {
                moved = true;
                Set(date.Year, date.Month, 1, 0);
                date = Date();
            }

            // A step from the 31st may pass over a short month. That is the original's way.
            Set(date.Year, date.Month + 1, date.Day, TimeOfDay());
            date = Date();
            if (date.Month == 1 || ++steps > MaxSteps)
            {
                return false;
            }
        }

        return true;
    }

    private bool ToDay(ref bool moved, ref int steps)
    {
        var date = Date();
        while (!_fields.HasDay(date.Day, Weekday()))
        {
            if (!moved)
            {
                moved = true;
                Set(date.Year, date.Month, date.Day, 0);
                date = Date();
            }

            Set(date.Year, date.Month, date.Day + 1, TimeOfDay());

            // Not at midnight: a clock change has skipped it.
            var hour = Hour();
            if (hour != 0)
            {
                _second += (hour > 12 ? 24 - hour : -hour) * 3600L;
            }

            date = Date();
            if (date.Day == 1 || ++steps > MaxSteps)
            {
                return false;
            }
        }

        return true;
    }

    private bool ToHour(ref bool moved)
    {
        while (!_fields.HasHour(Hour()))
        {
            if (!moved)
            {
                moved = true;
                var date = Date();
                Set(date.Year, date.Month, date.Day, Hour() * 3600);
            }

            var before = Hour();
            _second += 3600;

            // A clock change has skipped an hour of the schedule: go-cron runs at the next minute that matches after it.
            if (_isGoCron && Hour() - before == 2 && _fields.HasHour(Hour() - 1))
            {
                break;
            }

            if (Hour() == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool ToMinute(ref bool moved)
    {
        while (!_fields.HasMinute(Minute()))
        {
            if (!moved)
            {
                // To the minute of UTC, not of the zone: they differ where an offset has seconds (before 1972).
                moved = true;
                _second -= FloorModulo(_second, 60);
            }

            _second += 60;
            if (Minute() == 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool ToSecond(ref bool moved)
    {
        while (TimeOfDay() % 60 != 0)
        {
            // go-cron forgets this step: what follows starts at a whole unit once more, which can lead back in time.
            moved |= !_isGoCron;
            _second++;
            if (TimeOfDay() % 60 == 0)
            {
                return false;
            }
        }

        return true;
    }

    private long Local()
    {
        if (_second < _start || _second >= _end)
        {
            _offset = OffsetAt(_second);
        }

        return _second + _offset;
    }

    private int OffsetAt(long second) => _zone is null ? 0 : _offset = _zone.Offset(second, out _start, out _end);

    private int TimeOfDay() => (int)FloorModulo(Local(), SecondsPerDay);

    private int Hour() => TimeOfDay() / 3600;

    private int Minute() => TimeOfDay() / 60 % 60;

    // 1 January 1970 was a Thursday; Sunday is 0.
    private int Weekday() => (int)FloorModulo(FloorDivide(Local(), SecondsPerDay) + 4, 7);

    private (long Year, int Month, int Day) Date() => CivilCalendar.FromDays(FloorDivide(Local(), SecondsPerDay));

    /// <summary>
    /// Goes to a local date and time. A time that a clock change skips, or repeats, becomes what Go's <c>time.Date</c>
    /// makes of it: the offset is looked up as if the local time were UTC, and once more if it does not hold then.
    /// </summary>
    private void Set(long year, int month, int day, int timeOfDay)
    {
        var local = CivilCalendar.ToDays(year, month, day) * SecondsPerDay + timeOfDay;
        var offset = OffsetAt(local);
        if (local - offset < _start || local - offset >= _end)
        {
            offset = OffsetAt(local - offset);
        }

        _second = local - offset;
    }

    private static long FloorDivide(long value, long divisor) =>
        value / divisor - (value % divisor < 0 ? 1 : 0);

    private static long FloorModulo(long value, long divisor)
    {
        var rest = value % divisor;
        return rest < 0 ? rest + divisor : rest;
    }
}
