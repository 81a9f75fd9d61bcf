using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class CronDialectsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("v1.0.0", "up to 1.14")]
    [InlineData("v1.14.1", "up to 1.14")]
    [InlineData("1.15", "1.15 to 1.18")]
    [InlineData("v1.15.0-rc.1", "1.15 to 1.18")]
    [InlineData("v1.18.2", "1.15 to 1.18")]
    [InlineData("1.19-dev", "1.19 and later")]
    [InlineData("v1.19.0", "1.19 and later")]
    [InlineData("v2.0.0", "1.19 and later")]
    public void A_server_speaks_the_dialect_of_its_version(string version, string versions)
    {
        Assert.True(VeleroVersion.TryParse(version, out var parsed));
        Assert.Equal(versions, CronDialect.Of(parsed).Versions);
        Assert.Equal($"Velero {versions}", CronDialect.Of(parsed).ToString());
    }

    [Fact]
    public void Each_dialect_but_the_last_has_a_next_one() =>
        Assert.Equal([CronDialect.Since115, CronDialect.Since119, null], CronDialect.All.Select(dialect => dialect.Next));

    [Theory]
    [InlineData("0 3 1 * 0", "0 3 1 * *|0 3 * * 0")]
    [InlineData("0 3 1,15 */2 mon-fri", "0 3 1,15 */2 *|0 3 * */2 mon-fri")]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 1 * 0", "CRON_TZ=Europe/Berlin 0 3 1 * *|CRON_TZ=Europe/Berlin 0 3 * * 0")]
    [InlineData("0 3 1 * 1/2", "0 3 1 * *|0 3 * * 1,3,5")]
    [InlineData("0 3 * * 1/2", "0 3 * * 1,3,5")]
    [InlineData("0 3 1-31 * 1", "0 3 * * *")]
    [InlineData("0 3 1 * 0-6", "0 3 * * *")]
    [InlineData("0 3 , * 1", "0 3 * * 1")]
    [InlineData("0 3 31 2 1", "0 3 * 2 1")]
    [InlineData("0 3 1 * ,", "0 3 1 * *")]
    [InlineData("*/60 * * * *", "0 * * * *")]
    [InlineData("59/5 3 * * *", "59 3 * * *")]
    [InlineData("0-5/9 */24 * * *", "0 0 * * *")]
    [InlineData("0 3 1-31/31 * *", "0 3 1 * *")]
    [InlineData("0 3 1 1-6/6 *", "0 3 1 1 *")]
    [InlineData("*/60 3 1 * 0", "0 3 1 * *|0 3 * * 0")]
    [InlineData("@every 500ms", "@every 1s")]
    [InlineData("@every -1h", "@every 1s")]
    [InlineData("TZ= 0 3 * * *", "0 3 * * *")]
    [InlineData("CRON_TZ=  @daily", "0 0 * * *")]
    [InlineData("0 0 1 1 5", "0 0 1 1 *|0 0 * 1 5")]
    [InlineData("0 0 29 2 1", "0 0 29 2 *|0 0 * 2 1")]
    public void What_changes_with_1_19_can_be_written_so_that_it_does_not(string text, string rewriting)
    {
        var difference = CronDialects.Differences(text, CronDialect.Since115, CronDialect.Since119, s_now);
        Assert.NotNull(difference);
        Assert.False(difference.OnlyClockChanges);
        Assert.Equal(rewriting, string.Join('|', difference.Rewriting));

        // The proof again, run by run: the texts together, in both dialects, have the runs of the text before.
        Assert.All((CronDialect[])[CronDialect.Since115, CronDialect.Since119], dialect =>
            Assert.Equal(Runs([text], CronDialect.Since115), Runs(difference.Rewriting, dialect)));
    }

    [Fact]
    public void A_text_that_is_too_long_is_written_shorter()
    {
        var text = string.Join(',', Enumerable.Range(0, 300).Select(i => i % 60)) + " "
            + string.Join(',', Enumerable.Range(0, 200).Select(i => i % 24)) + " * * 1,2,3,4,5";
        var difference = CronDialects.Differences(text, CronDialect.Since115, CronDialect.Since119, s_now)!;
        Assert.Contains("bytes, more than 1024", difference.To.Error!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["* * * * 1-5"], difference.Rewriting);
    }

    [Theory]
    [InlineData("0 3 * * *")]
    [InlineData("0 3 1 * *")]
    [InlineData("0 3 * * 0")]
    [InlineData("0 3 1-31 * *")]
    [InlineData("0 3 *,5 * 1")]
    [InlineData("0 3 */1 * 1")]
    [InlineData("0 3 ? * mon")]
    [InlineData("@weekly")]
    [InlineData("@every 90m")]
    [InlineData("CRON_TZ=Europe/Berlin 0 5 * * *")]
    [InlineData("CRON_TZ=Europe/Berlin 0 * * * *")]
    [InlineData("CRON_TZ=Asia/Tokyo 30 2 * * *")]
    [InlineData("CRON_TZ=Europe/Berlin 0 0-2 * * *")]
    [InlineData("TZ=Local 0 3 * * *")]
    public void What_means_the_same_in_both_is_no_difference(string text) =>
        Assert.Null(CronDialects.Differences(text, CronDialect.Since115, CronDialect.Since119, s_now));

    [Theory]
    [InlineData("0 3 * * 7")]
    [InlineData("0 22-2 * * *")]
    [InlineData("0 0 31 2 *")]
    [InlineData("nonsense")]
    public void What_does_not_run_now_cannot_be_lost(string text) =>
        Assert.Null(CronDialects.Differences(text, CronDialect.Since115, CronDialect.Since119, s_now));

    [Fact]
    public void The_next_three_runs_are_told_in_both_readings()
    {
        var difference = CronDialects.Differences("0 3 1 * 0", CronDialect.Since115, CronDialect.Since119, s_now)!;
        Assert.Equal(
            "2026-12-01T03:00:00Z 2026-12-06T03:00:00Z 2026-12-13T03:00:00Z", Text(difference.RunsBefore));
        Assert.Equal("2027-08-01T03:00:00Z 2028-10-01T03:00:00Z 2029-04-01T03:00:00Z", Text(difference.RunsAfter));
        Assert.Empty(CronDialects.Differences("*/60 * * * *", CronDialect.Since115, CronDialect.Since119, s_now)!.RunsAfter);

        var ending = CronDialects.Differences("0 0 1 1 5", CronDialect.Since115, CronDialect.Since119, s_now)!;
        Assert.Equal("2027-01-01T00:00:00Z", Text(ending.RunsAfter));
        Assert.False(ending.To.IsSound);
    }

    // Up to 1.14 a star with a step is a star: both day fields must match, which no text says in 1.15.
    [Theory]
    [InlineData("0 3 */2 * 1", true)]
    [InlineData("0 3 1 * */2", true)]
    [InlineData("0 3 1 * 1", false)]
    [InlineData("0 3 */2 * *", false)]
    [InlineData("0 3 */1 * 1", false)]
    [InlineData("0 3 */2,* * 1", false)]
    public void A_star_with_a_step_changes_its_meaning_with_1_15(string text, bool changes)
    {
        var difference = CronDialects.Differences(text, CronDialect.UpTo114, CronDialect.Since115, s_now);
        Assert.Equal(changes, difference is not null);
        Assert.Empty(difference?.Rewriting ?? []);
    }

    // Between 02:00 and 03:00 nothing runs there on 28 March 2027 up to Velero 1.18; from 1.19 on it does at 03:30, unless
    // the hour before has runs too.
    [Theory]
    [InlineData("CRON_TZ=Europe/Berlin 30 2 * * *", "2027-03-29T00:30:00Z", "2027-03-28T01:30:00Z")]
    [InlineData("CRON_TZ=America/New_York 0 2 * * *", "2027-03-15T06:00:00Z", "2027-03-14T07:00:00Z")]
    public void An_hour_that_a_clock_change_skips_is_told_apart(string text, string before, string after)
    {
        var difference = CronDialects.Differences(text, CronDialect.Since115, CronDialect.Since119, s_now)!;
        Assert.True(difference.OnlyClockChanges);
        Assert.Contains(before, Text(difference.RunsBefore), StringComparison.Ordinal);
        Assert.DoesNotContain(after, Text(difference.RunsBefore), StringComparison.Ordinal);
        Assert.Contains(after, Text(difference.RunsAfter), StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_that_needs_both_fields_is_told_from_one_that_needs_either()
    {
        Assert.Equal([true, true, true], BothDayFields("0 3 1 * 1"));
        Assert.Equal([false, true, true], BothDayFields("0 3 */2 * 1"));
        Assert.Equal([true, true, false], BothDayFields("0 3 1-31 * 1"));
        Assert.Equal([false, false, false], BothDayFields("0 3 *,1 * 1"));
        Assert.Equal([false, false, true], CronDialect.All.Select(static dialect => dialect.NeedsBothDays));
    }

    private static IEnumerable<bool> BothDayFields(string text) =>
        CronReading.OfAll(text).Select(static reading => reading.Schedule!.HasBothDayFields);

    private static List<DateTimeOffset> Runs(IReadOnlyList<string> texts, CronDialect dialect)
    {
        var runs = new SortedSet<DateTimeOffset>();
        foreach (var text in texts)
        {
            Assert.True(CronSchedule.TryParse(text, dialect, out var schedule, out var error), error?.ToString());
            var end = schedule.Every is null ? s_now.AddYears(8) : s_now.AddMinutes(1);
            for (var next = schedule.Next(s_now); next < end && runs.Count < 4000; next = schedule.Next(next.Value))
            {
                runs.Add(next.Value);
            }
        }

        return [.. runs.Take(300)];
    }

    private static string Text(IEnumerable<DateTimeOffset> runs) => string.Join(' ', runs.Select(KubernetesTime.Text));
}
