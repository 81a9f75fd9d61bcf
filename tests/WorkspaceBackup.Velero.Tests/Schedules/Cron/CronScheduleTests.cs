using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class CronScheduleTests
{
    private static readonly DateTimeOffset s_start = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 31 2 *", true)]
    [InlineData("0 0 30 2 *", true)]
    [InlineData("0 0 31 4,6 *", true)]
    [InlineData(", * * * *", true)]
    [InlineData("* , * * *", true)]
    [InlineData("* * , * *", true)]
    [InlineData("* * * , *", true)]
    [InlineData("* * * * ,", true)]
    [InlineData("* * , * ,", true)]
    [InlineData("0 0 31 2 *,5", true)]
    [InlineData("TZ=Europe/Berlin 0 0 31 2 *", true)]
    [InlineData("0 0 31 2 1", false)]
    [InlineData("0 0 , * 1", false)]
    [InlineData("0 0 29 2 *", false)]
    [InlineData("0 0 31 2-3 *", false)]
    [InlineData("@yearly", false)]
    [InlineData("@every 0s", false)]
    public void Never_firing_is_known_and_agrees_with_the_times(string text, bool never)
    {
        var schedule = Parse(text);
        Assert.Equal(never, schedule.NeverFires);
        Assert.Equal(never, schedule.Next(s_start) is null);
    }

    [Theory]
    [InlineData("0 0 1 * 1", true)]
    [InlineData("0 0 */2 * 1-5", true)]
    [InlineData("0 0 1-31 * 1", true)]
    [InlineData("0 0 *,5 * 1", false)]
    [InlineData("0 0 */1 * 1", false)]
    [InlineData("0 0 1 * ?", false)]
    [InlineData("@weekly", false)]
    [InlineData("@every 1h", false)]
    public void Both_day_fields_count_as_restricted_only_without_a_star(string text, bool both) =>
        Assert.Equal(both, Parse(text).HasBothDayFields);

    [Theory]
    [InlineData("@every 0s", true)]
    [InlineData("@every -1h", true)]
    [InlineData("@every 59.9s", true)]
    [InlineData("@every 1m", false)]
    [InlineData("* * * * *", false)]
    public void Only_every_can_ask_for_less_than_a_minute(string text, bool under) =>
        Assert.Equal(under, Parse(text).IntervalUnderAMinute);

    [Theory]
    [InlineData("0 2 * * *", null)]
    [InlineData("TZ= 0 2 * * *", "")]
    [InlineData("CRON_TZ=Europe/Berlin 0 2 * * *", "Europe/Berlin")]
    [InlineData("TZ=UTC @every 1h", "UTC")]
    public void The_zone_in_the_text_is_told(string text, string? zone)
    {
        var schedule = Parse(text);
        Assert.Equal(zone, schedule.ZoneName);
        Assert.Equal(zone is not null, schedule.HasOwnZone);
        Assert.Equal(text, schedule.ToString());
    }

    [Theory]
    [InlineData("0 2 * * *", 24 * 60)]
    [InlineData("@hourly", 60)]
    [InlineData("@every 90m", 90)]
    [InlineData("0 0 1 * *", 30 * 24 * 60)]
    public void The_interval_is_that_of_the_next_two_runs(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Parse(text).Interval(s_start));

    [Fact]
    public void There_is_no_interval_without_two_runs() => Assert.Null(Parse("0 0 31 2 *").Interval(s_start));

    [Theory]
    [InlineData("", CronField.Schedule, "it is empty")]
    [InlineData("0 0 * *", CronField.Schedule, "4 fields, not five")]
    [InlineData("daily", CronField.Schedule, "1 field, not five")]
    [InlineData("0 0 2 * * ?", CronField.Schedule, "no field for seconds")]
    [InlineData("0 0 2 * * ? 2030", CronField.Schedule, "Quartz")]
    [InlineData(" @daily", CronField.Descriptor, "write \"@daily\"")]
    [InlineData(" TZ=UTC 0 0 * * *", CronField.TimeZone, "begin with the zone")]
    [InlineData("60 * * * *", CronField.Minute, "the full hour is minute 0")]
    [InlineData("0 24 * * *", CronField.Hour, "midnight is hour 0")]
    [InlineData("H 2 * * *", CronField.Minute, "stagger spreads")]
    [InlineData("0 0 0 * *", CronField.DayOfMonth, "0 in \"0\" is below 1; it goes from 1 to 31")]
    [InlineData("0 0 32 * *", CronField.DayOfMonth, "32 in \"32\" is above 31")]
    [InlineData("0 0 L * *", CronField.DayOfMonth, "\"L\"")]
    [InlineData("0 0 15W * *", CronField.DayOfMonth, "\"W\"")]
    [InlineData("0 0 * january *", CronField.Month, "\"jan\"")]
    [InlineData("0 0 * 13 *", CronField.Month, "13 in \"13\" is above 12")]
    [InlineData("0 0 * * 7", CronField.DayOfWeek, "Sunday is 0 to Velero, not 7")]
    [InlineData("0 0 * * 5-7", CronField.DayOfWeek, "write \"5-6,0\"")]
    [InlineData("0 0 * * 1-7", CronField.DayOfWeek, "write \"1-6,0\"")]
    [InlineData("0 0 * * sat-sun", CronField.DayOfWeek, "write two, as in \"6-6,0-0\"")]
    [InlineData("0 0 * * 5#2", CronField.DayOfWeek, "\"#\"")]
    [InlineData("0 0 * * 5L", CronField.DayOfWeek, "\"L\"")]
    [InlineData("0 22-2 * * *", CronField.Hour, "write two, as in \"22-23,0-2\"")]
    [InlineData("*/0 * * * *", CronField.Minute, "a step is a whole number from 1 up")]
    [InlineData("*/2/3 * * * *", CronField.Minute, "more than one slash")]
    [InlineData("1-2-3 * * * *", CronField.Minute, "more than one hyphen")]
    [InlineData("1- * * * *", CronField.Minute, "\"1-\" lacks a number")]
    [InlineData("x * * * *", CronField.Minute, "whole numbers from 0 to 59")]
    [InlineData("TZ=UTC", CronField.TimeZone, "a blank and five fields follow")]
    [InlineData("TZ=UTC\t*", CronField.TimeZone, "not a tab")]
    [InlineData("TZ=UTC\t0 0 * * *", CronField.TimeZone, "not a tab")]
    [InlineData("TZ=utc 0 0 * * *", CronField.TimeZone, "write \"UTC\"")]
    [InlineData("TZ=europe/berlin 0 0 * * *", CronField.TimeZone, "write \"Europe/Berlin\"")]
    [InlineData("TZ=UTC+2 0 0 * * *", CronField.TimeZone, "an offset is no zone")]
    [InlineData("TZ=Berlin 0 0 * * *", CronField.TimeZone, "an IANA name")]
    [InlineData("@Daily", CronField.Descriptor, "write \"@daily\"")]
    [InlineData("@reboot", CronField.Descriptor, "no run at a start")]
    [InlineData("@every", CronField.Descriptor, "as in \"@every 6h\"")]
    [InlineData("@every 1d", CronField.Descriptor, "\"24h\" for a day")]
    [InlineData("@fortnightly", CronField.Descriptor, "known are @yearly")]
    public void A_refusal_names_the_field_and_what_would_be_right(string text, CronField field, string part)
    {
        Assert.False(CronSchedule.TryParse(text, CronDialect.Since115, out var schedule, out var error));
        Assert.Null(schedule);
        Assert.Equal(field, error.Field);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(error.FieldName + ": ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_hint_proposes_is_accepted()
    {
        foreach (var text in (string[])["0 0 * * 5-6,0", "0 22-23,0-2 * * *", "0 0 * * 6-6,0-0", "TZ=Etc/GMT-2 0 0 * * *"])
        {
            Parse(text);
        }
    }

    [Fact]
    public void Hours_that_a_clock_change_skips_do_not_run_and_repeated_ones_run_twice()
    {
        Assert.Equal(
            ["2025-03-29T01:30:00Z", "2025-03-31T00:30:00Z"],
            Runs("TZ=Europe/Berlin 30 2 * * *", new(2025, 3, 29, 0, 0, 0, TimeSpan.Zero), 2));
        Assert.Equal(
            ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2025-10-27T01:30:00Z"],
            Runs("TZ=Europe/Berlin 30 2 * * *", new(2025, 10, 26, 0, 0, 0, TimeSpan.Zero), 3));
    }

    // The clock goes from 02:00 to 02:30 there, so the minutes never pass 0 and the hour is not looked at again.
    [Fact]
    public void A_clock_change_of_half_an_hour_runs_once_more_an_hour_later_as_the_original_does() =>
        Assert.Equal(
            ["2025-10-03T15:25:00Z", "2025-10-04T15:25:00Z", "2025-10-04T15:55:00Z", "2025-10-05T14:55:00Z"],
            Runs("TZ=Australia/Lord_Howe 55 1 * * *", new(2025, 10, 3, 0, 0, 0, TimeSpan.Zero), 4));

    // The clock goes from 00:00 to 01:00 on 30 March 2025.
    [Fact]
    public void A_day_without_midnight_is_passed_over_in_zones_ahead_of_UTC_as_the_original_does() =>
        Assert.Equal(
            ["2026-03-30T02:00:00Z"],
            Runs("TZ=Asia/Beirut 0 5 30 3 *", new(2025, 3, 1, 0, 0, 0, TimeSpan.Zero), 1));

    [Fact]
    public void A_leap_day_eight_years_off_is_out_of_reach() =>
        Assert.Null(Parse("0 0 29 2 *").Next(new(2096, 3, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Where_the_original_never_returns_there_is_no_time() =>
        Assert.Null(Parse("TZ=Pacific/Apia 0 0 31 12 *").Next(new(2011, 12, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void The_ends_of_the_calendar_are_within_reach()
    {
        Assert.Equal(new(1, 1, 1, 0, 1, 0, TimeSpan.Zero), Parse("* * * * *").Next(DateTimeOffset.MinValue));
        Assert.Null(Parse("* * * * *").Next(DateTimeOffset.MaxValue));
        Assert.Null(Parse("TZ=Pacific/Auckland @yearly").Next(DateTimeOffset.MaxValue));
        Assert.Null(Parse("@every 2562047h").Next(DateTimeOffset.MaxValue));
        Assert.Equal(
            ["9998-06-30T14:30:00Z"],
            Runs("TZ=Australia/Lord_Howe 0 1 1 7 *", new(9998, 1, 1, 0, 0, 0, TimeSpan.Zero), 1));
    }

    [Fact]
    public void Rules_that_go_on_for_ever_repeat_after_400_years()
    {
        var schedule = Parse("TZ=America/New_York 30 1 * 3,11 0");
        DateTimeOffset? near = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero), far = near.Value.AddYears(800);
        for (var i = 0; i < 100; i++)
        {
            near = schedule.Next(near!.Value);
            far = schedule.Next(far!.Value);
            Assert.Equal(near!.Value.AddYears(800), far);
        }
    }

    [Theory]
    [InlineData("*/7 3-5,22 * * *")]
    [InlineData("TZ=America/Sao_Paulo 0 0 1 1,7 1-5")]
    [InlineData("TZ=Asia/Beirut 0 0 31 2 *")]
    [InlineData("@every 90s")]
    public void Finding_the_next_run_allocates_nothing(string text)
    {
        var schedule = Parse(text);
        schedule.Next(s_start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            schedule.Next(s_start);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IEnumerable<string> Runs(string text, DateTimeOffset after, int count)
    {
        var schedule = Parse(text);
        for (var i = 0; i < count; i++)
        {
            after = schedule.Next(after)!.Value;
            yield return after.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        }
    }

    private static CronSchedule Parse(string text)
    {
        Assert.True(CronSchedule.TryParse(text, CronDialect.Since115, out var schedule, out var error), error?.ToString());
        return schedule;
    }
}
