using System.Globalization;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class ScheduleTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_before = DateTimeOffset.UnixEpoch.AddMinutes(-1);

    [Theory]
    [InlineData("0 2 * * *", null, "0 2 * * *")]
    [InlineData("0 2 * * *", "Europe/Berlin", "CRON_TZ=Europe/Berlin 0 2 * * *")]
    [InlineData("@daily", "UTC", "CRON_TZ=UTC @daily")]
    [InlineData("TZ=Asia/Tokyo 0 2 * * *", null, "TZ=Asia/Tokyo 0 2 * * *")]
    [InlineData("@every 6h", null, "@every 6h")]
    public void Without_a_stagger_all_clusters_get_the_declared_text(string schedule, string? zone, string text)
    {
        var created = Create(schedule, zone, null);
        Assert.Equal(text, created.For("daily", "eu"));
        Assert.Equal(text, created.Cron.Text);
    }

    // The first 16 digits of `printf daily/eu | sha256sum` as a number: 16 modulo 45, 91 modulo 1320.
    [Theory]
    [InlineData("0 2 * * *", null, "45m", "16 2 * * *")]
    [InlineData("50 2 * * *", null, "45m", "6 3 * * *")]
    [InlineData("0 2 * * *", null, "22h", "31 3 * * *")]
    [InlineData("0 2 * * *", null, "1m", "0 2 * * *")]
    [InlineData("0 2 * * *", "Europe/Berlin", "45m", "CRON_TZ=Europe/Berlin 16 2 * * *")]
    [InlineData("TZ=Asia/Tokyo  0\t2 1,15 */2  mon-fri ", null, "45m", "TZ=Asia/Tokyo 16 2 1,15 */2 mon-fri")]
    [InlineData("CRON_TZ= 0 2 * * *", null, "45m", "CRON_TZ= 16 2 * * *")]
    [InlineData("TZ=UTC  @daily ", null, "45m", "TZ=UTC 16 0 * * *")]
    [InlineData("@midnight", null, "45m", "16 0 * * *")]
    [InlineData("@weekly", null, "45m", "16 0 * * 0")]
    [InlineData("@monthly", null, "45m", "16 0 1 * *")]
    [InlineData("@yearly", "UTC", "45m", "CRON_TZ=UTC 16 0 1 1 *")]
    [InlineData("*/61 23/5 * * *", null, "45m", "16 23 * * *")]
    public void With_a_stagger_the_minute_and_the_hour_move_and_nothing_else(
        string schedule, string? zone, string stagger, string text) =>
        Assert.Equal(text, Create(schedule, zone, stagger).For("daily", "eu"));

    [Theory]
    [InlineData("0 0 * * 8", null, null, ScheduleSetting.Schedule, "day of week: 8 in \"8\" is above 6; it goes from 0 to 6")]
    [InlineData("0 0 31 2 *", null, null, ScheduleSetting.Schedule, "use paused = true")]
    [InlineData("@every 6h", "UTC", null, ScheduleSetting.TimeZone, "counts from the last backup")]
    [InlineData("TZ=UTC 0 2 * * *", "UTC", null, ScheduleSetting.TimeZone, "names a time zone itself")]
    [InlineData("0 2 * * *", "", null, ScheduleSetting.TimeZone, "leave the time zone out")]
    [InlineData("0 2 * * *", "Local", null, ScheduleSetting.TimeZone, "leave the time zone out")]
    [InlineData("0 2 * * *", "europe/berlin", null, ScheduleSetting.TimeZone, "write \"Europe/Berlin\": case matters")]
    [InlineData("0 2 * * *", "Europe/Berln", null, ScheduleSetting.TimeZone, "you probably mean \"Europe/Berlin\"")]
    [InlineData("0 2 * * *", "Europe/Berlin ", null, ScheduleSetting.TimeZone, "unknown zone")]
    [InlineData("0 2 * * *", null, "", ScheduleSetting.Stagger, "it is empty")]
    [InlineData("0 2 * * *", null, "soon", ScheduleSetting.Stagger, "a number is expected")]
    [InlineData("0 2 * * *", null, "0", ScheduleSetting.Stagger, "at least one")]
    [InlineData("0 2 * * *", null, "-5m", ScheduleSetting.Stagger, "at least one")]
    [InlineData("0 2 * * *", null, "90s", ScheduleSetting.Stagger, "whole minutes")]
    [InlineData("0 2,14 * * *", null, "45m", ScheduleSetting.Stagger, "a single minute and a single hour")]
    [InlineData("0,30 2 * * *", null, "45m", ScheduleSetting.Stagger, "a single minute and a single hour")]
    [InlineData("@hourly", null, "45m", ScheduleSetting.Stagger, "a single minute and a single hour")]
    [InlineData("@every 6h", null, "45m", ScheduleSetting.Stagger, "a single minute and a single hour")]
    [InlineData("15 23 * * *", null, "46m", ScheduleSetting.Stagger, "past midnight, to another day; at most 45m fit")]
    [InlineData("0 0 * * *", null, "1441m", ScheduleSetting.Stagger, "at most 1440m fit")]
    [InlineData("0 2 * * *", null, "2562047h", ScheduleSetting.Stagger, "past midnight")]
    public void A_refusal_names_the_setting_and_the_remedy(
        string schedule, string? zone, string? stagger, ScheduleSetting setting, string part)
    {
        Assert.False(ScheduleText.TryCreate(schedule, zone, stagger, s_now, out var text, out var error));
        Assert.Null(text);
        Assert.Equal(setting, error.Setting);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 2 * * *", 45)]
    [InlineData("15 23 * * 1-5", 45)]
    [InlineData("0 0 1 * *", 1440)]
    [InlineData("59 23 31 12 *", 1)]
    [InlineData("7 5 * * *", 1)]
    public void Every_cluster_stays_within_the_window_and_on_the_days_and_all_minutes_are_used(string schedule, int window)
    {
        var created = Create(schedule, null, $"{window}m");
        var declared = created.Cron.Next(s_before)!.Value;
        var days = schedule[(schedule.IndexOf(' ', schedule.IndexOf(' ') + 1) + 1)..];
        var used = new HashSet<int>();
        for (var i = 0; i < 12 * window + 1000; i++)
        {
            var text = created.For("daily", i.ToString(CultureInfo.InvariantCulture));
            Assert.EndsWith(" " + days, text, StringComparison.Ordinal);
            Assert.True(CronSchedule.TryParse(text, CronDialect.Since115, out var shifted, out _));
            var run = shifted.Next(s_before)!.Value;
            Assert.InRange(run, declared, declared.AddMinutes(window - 1));
            Assert.Equal(declared.Date, run.Date);
            used.Add((int)(run - declared).TotalMinutes);
        }

        Assert.Equal(window, used.Count);
    }

    // Refused is what no Velero has runs for; what only some have is for the clusters' versions to decide.
    [Theory]
    [InlineData("0 0 * * 7", null, "..+", "1.19 and later")]
    [InlineData("0 22-2 * * *", "Europe/Berlin", "..+", "1.19 and later")]
    [InlineData("*/60 * * * *", null, "++.", "1.15 to 1.18")]
    [InlineData("*/60 * * * *", "Europe/Berlin", ".+.", "1.15 to 1.18")]
    [InlineData("0 2 * * *", "Europe/Berlin", ".++", "1.15 to 1.18")]
    [InlineData("0 0 1 1 5", null, "++.", "1.15 to 1.18")]
    [InlineData("0 0 31 2 1", null, "++.", "1.15 to 1.18")]
    [InlineData("0 2 * * *", null, "+++", "1.15 to 1.18")]
    public void What_one_dialect_has_runs_for_is_accepted(string schedule, string? zone, string sound, string read)
    {
        var text = Create(schedule, zone, null);
        Assert.Equal(sound, string.Concat(text.Readings.Select(static reading => reading.IsSound ? '+' : '.')));
        Assert.Equal(read, text.Cron.Dialect.Versions);
        Assert.All(CronDialect.All, dialect => Assert.Equal(dialect, text.In(dialect).Dialect));
    }

    [Theory]
    [InlineData("0 22 * * 7", "1m", "0 22 * * 7")]
    [InlineData("*/60 2 * * *", "45m", "16 2 * * *")]
    [InlineData("0 2 1 * 1", "45m", "16 2 1 * 1")]
    [InlineData("TZ='Europe/Berlin' 0 2 * * *", "45m", "TZ='Europe/Berlin' 16 2 * * *")]
    public void The_stagger_is_the_same_in_all_dialects(string schedule, string stagger, string text) =>
        Assert.Equal(text, Create(schedule, null, stagger).For("daily", "eu"));

    [Fact]
    public void A_zone_whose_clock_changes_take_all_runs_away_does_not_go_with_the_schedule()
    {
        Assert.True(ScheduleText.TryCreate("30 0 24-30 4 5", "Africa/Cairo", null, s_now, out var text, out _));
        Assert.Equal("1.15 to 1.18", text.Cron.Dialect.Versions);
        Assert.False(text.In(CronDialect.Since119).IsSound);
    }

    private static ScheduleText Create(string schedule, string? zone, string? stagger)
    {
        Assert.True(ScheduleText.TryCreate(schedule, zone, stagger, s_now, out var text, out var error), error?.Message);
        return text;
    }
}
