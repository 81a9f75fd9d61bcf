using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

/// <summary>Whether there is always another run within the five years that Velero looks ahead.</summary>
public sealed class CronCycleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    // In the order of the dialects: g goes on, e ends, n never runs, r refused.
    [Theory]
    [InlineData("0 0 1 1 5", "gge")]
    [InlineData("0 0 29 2 1", "gge")]
    [InlineData("0 0 29 2 2", "gge")]
    [InlineData("0 0 31 2 1", "ggn")]
    [InlineData("0 0 30 2 1", "ggn")]
    [InlineData("0 0 29 2 *", "ggg")]
    [InlineData("0 0 29 2 */2", "ege")]
    [InlineData("0 0 29 2 1-5", "gge")]
    [InlineData("0 0 29 2 0-6", "ggg")]
    [InlineData("0 0 29 2 *,1", "ggg")]
    [InlineData("0 0 */30 2 1", "ege")]
    [InlineData("0 0 */31 2 1", "egr")]
    [InlineData("0 0 1 1 */2", "ggg")]
    [InlineData("0 0 1 1 1-5", "ggg")]
    [InlineData("0 0 1 1 1,2", "ggg")]
    [InlineData("0 0 1 1 1,4", "gge")]
    [InlineData("0 0 1 1,7 5", "gge")]
    [InlineData("0 0 1,15 1 5", "gge")]
    [InlineData("0 0 1 */3 5", "ggg")]
    [InlineData("0 0 13 * 5", "ggg")]
    [InlineData("0 0 1-7 1 1", "ggg")]
    [InlineData("0 0 1 1 7", "rre")]
    [InlineData("0 0 31 4,6 *", "nnn")]
    [InlineData(", * * * *", "nnn")]
    [InlineData("@none", "rrn")]
    [InlineData("@manual", "rrn")]
    [InlineData("@triggered", "rrn")]
    [InlineData("@yearly", "ggg")]
    [InlineData("@every 1000h", "ggg")]
    public void A_schedule_goes_on_when_each_of_its_runs_has_another_within_five_years(string text, string verdicts)
    {
        foreach (var (reading, verdict) in CronReading.OfAll(text).Zip(verdicts))
        {
            var found = reading.Schedule switch
            {
                null => 'r',
                { NeverFires: true } => 'n',
                { GoesOn: true } => 'g',
                _ => 'e',
            };
            Assert.True(verdict == found, $"{text} in {reading.Dialect}: {found}, not {verdict}");
            Assert.Equal(verdict == 'g', reading.IsSound);
            Assert.Equal(verdict == 'g', reading.Refusal(s_now) is null);
        }
    }

    [Theory]
    [InlineData("0 0 1 1 5", "its last good run is 2027-01-01T00:00:00Z: the next one is more than five years later")]
    [InlineData("30 */6 1 1 5", "its last good run is 2027-01-01T18:30:00Z")]
    [InlineData("0 0 29 2 2", "its last good run is 2028-02-29T00:00:00Z")]
    [InlineData("0 0 29 2 1", "its next run is more than five years away")]
    [InlineData("0 0 1 1 1,4", "its last good run is 2037-01-01T00:00:00Z")]
    [InlineData("59 23 31 12 4", "its last good run is 2026-12-31T23:59:00Z")]
    [InlineData("0 0 31 2 1", "it never fires: no date satisfies it, and Velero would make a backup every minute")]
    public void A_refusal_names_the_last_good_run(string text, string part)
    {
        var refusal = CronReading.Of(text, CronDialect.Since119).Refusal(s_now)!;
        Assert.StartsWith(part, refusal, StringComparison.Ordinal);
        Assert.Contains("Velero would make a backup every minute", refusal, StringComparison.Ordinal);
        Assert.Contains("paused = true", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("last good run", CronReading.Of(text, CronDialect.Since119).Refusal(null)!);
    }

    // 30 March is the day of the clock change every few years; the last Friday of April is, for good, in Cairo, at midnight.
    [Theory]
    [InlineData("TZ=Europe/Berlin 30 2 30 3 *", "gg")]
    [InlineData("TZ=Europe/Berlin 30 2 25-31 3 0", "gg")]
    [InlineData("TZ=Africa/Cairo 30 0 24-30 4 5", "ge")]
    [InlineData("TZ=Africa/Cairo 30 1 24-30 4 5", "ge")]
    [InlineData("TZ=Africa/Cairo 30 1 17-30 4 5", "gg")]
    [InlineData("TZ=Europe/Berlin 30 2 29 2 *", "gg")]
    public void What_clock_changes_take_away_counts(string text, string verdicts)
    {
        foreach (var (dialect, verdict) in CronDialect.All.Skip(1).Zip(verdicts))
        {
            Assert.Equal(verdict, CronReading.Of(text, dialect).Schedule!.GoesOn ? 'g' : 'e');
        }
    }

    [Fact]
    public void The_verdict_is_that_of_asking_after_every_run_of_28_years()
    {
        var random = new Random(28);
        var end = s_now.AddYears(28);
        var ending = 0;
        for (var i = 0; i < 400; i++)
        {
            var day = random.Next(4) == 0 ? "29" : $"{random.Next(1, 32)}";
            var text = $"0 0 {day}{(random.Next(2) == 0 ? "" : $",{random.Next(1, 32)}")} {random.Next(1, 13)} "
                + $"{random.Next(7)}{(random.Next(2) == 0 ? "" : $",{random.Next(7)},{random.Next(7)}")}";
            Assert.True(CronSchedule.TryParse(text, CronDialect.Since119, out var schedule, out _));
            DateTimeOffset? at = s_now;
            while (at < end)
            {
                at = schedule.Next(at.Value);
            }

            ending += at is null ? 1 : 0;
            Assert.True(schedule.GoesOn == at is not null, $"{text}: goes on {schedule.GoesOn}, found to {at:O}");
        }

        Assert.InRange(ending, 100, 350);
    }

    [Fact]
    public void Time_and_place_make_no_difference_to_the_verdict_in_UTC()
    {
        var schedule = CronReading.Of("0 0 1 1 1,4", CronDialect.Since119).Schedule!;
        for (var year = 2000; year < 2060; year++)
        {
            Assert.False(schedule.GoesOn);
            var last = schedule.LastRun(new(year, 6, 1, 0, 0, 0, TimeSpan.Zero));
            Assert.True(last is null || schedule.Next(last.Value) is null);
        }
    }
}
