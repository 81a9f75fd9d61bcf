using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class ScheduleFunctionsTests
{
    private const string Start = "2025-03-29T00:00:00Z";

    [Theory]
    [InlineData("0 2 * * *", Start, "2025-03-29T02:00:00Z 2025-03-30T02:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 0 5 * * *", Start, "2025-03-29T04:00:00Z 2025-03-30T03:00:00Z")]
    [InlineData("0 2 * * *", "2025-03-29T02:00:00Z", "2025-03-30T02:00:00Z 2025-03-31T02:00:00Z")]
    [InlineData("0 2 * * *", "2025-03-29T01:59:59.999999999Z", "2025-03-29T02:00:00Z 2025-03-30T02:00:00Z")]
    [InlineData("0 2 * * *", "2025-03-29T03:30:00+02:00", "2025-03-29T02:00:00Z 2025-03-30T02:00:00Z")]
    [InlineData("@every 90s", Start, "2025-03-29T00:01:30Z 2025-03-29T00:03:00Z")]
    [InlineData("0 0 31 2 *", Start, "")]
    [InlineData("@yearly", "9998-06-01T00:00:00Z", "9999-01-01T00:00:00Z")]
    public void The_next_runs_are_listed_in_UTC(string schedule, string after, string runs)
    {
        Assert.True(ScheduleFunctions.TryCronNext(schedule, after, 2, null, out var times, out var error), error?.Message);
        Assert.Equal(runs, string.Join(' ', times));
    }

    [Theory]
    [InlineData("0 2 * *", Start, 1, 0, "4 fields, not five")]
    [InlineData("0 2 * * *", "2025-03-29", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29 00:00:00Z", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-02-29T00:00:00Z", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T24:00:00Z", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00.Z", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00.5", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00+1", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00+0100", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00+ab:cd", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "2025-03-29T00:00:00Z ", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "0001-01-01T00:00:00+01:00", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", "", 1, 1, "RFC 3339")]
    [InlineData("0 2 * * *", Start, 0, 2, "from 1 to 1000, not 0")]
    [InlineData("0 2 * * *", Start, 1001, 2, "from 1 to 1000, not 1001")]
    public void A_wrong_argument_is_named(string schedule, string after, long count, int argument, string part)
    {
        Assert.False(ScheduleFunctions.TryCronNext(schedule, after, count, null, out var times, out var error));
        Assert.Null(times);
        Assert.Equal(argument, error.Argument);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_runs_as_allowed_can_be_listed()
    {
        Assert.True(ScheduleFunctions.TryCronNext("* * * * *", Start, ScheduleFunctions.MaxCount, null, out var times, out _));
        Assert.Equal(1000, times.Count);
        Assert.Equal("2025-03-29T16:40:00Z", times[^1]);
    }

    [Theory]
    [InlineData("0 2 * * *", Start, 86_400)]
    [InlineData("CRON_TZ=Europe/Berlin 0 5 * * *", "2025-03-29T00:00:00Z", 82_800)]
    [InlineData("@every 90s", Start, 90)]
    public void The_interval_is_in_seconds(string schedule, string after, long seconds)
    {
        Assert.True(ScheduleFunctions.TryCronInterval(schedule, after, null, out var interval, out var error), error?.Message);
        Assert.Equal(seconds, interval);
    }

    [Theory]
    [InlineData("nonsense", Start, 0, "1 field, not five")]
    [InlineData("0 0 31 2 *", Start, 0, "never fires")]
    [InlineData("0 2 * * *", "now", 1, "RFC 3339")]
    [InlineData("0 0 29 2 *", "2096-02-01T00:00:00Z", 1, "no two runs within reach")]
    public void There_is_no_interval_for_a_wrong_argument(string schedule, string after, int argument, string part)
    {
        Assert.False(ScheduleFunctions.TryCronInterval(schedule, after, null, out _, out var error));
        Assert.Equal(argument, error.Argument);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30d", "720h0m0s", "2592000")]
    [InlineData("1d12h", "36h0m0s", "129600")]
    [InlineData("1.5s", "1.5s", "1.5")]
    [InlineData("1ns", "1ns", "0.000000001")]
    [InlineData("0", "0s", "0")]
    [InlineData("-2562047h47m16.854775808s", "-2562047h47m16.854775808s", "-9223372036.854775808")]
    public void A_duration_is_given_in_canonical_form_and_in_exact_seconds(string text, string canonical, string seconds)
    {
        Assert.True(ScheduleFunctions.TryDuration(text, out var form, out var error), error?.Message);
        Assert.Equal(canonical, form);
        Assert.True(ScheduleFunctions.TryDurationSeconds(text, out var number, out error), error?.Message);
        Assert.Equal(decimal.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), number);
    }

    [Fact]
    public void A_wrong_duration_blames_its_only_argument()
    {
        Assert.False(ScheduleFunctions.TryDuration("1y", out var form, out var error));
        Assert.Null(form);
        Assert.Equal(0, error.Argument);
        Assert.False(ScheduleFunctions.TryDurationSeconds("1y", out var seconds, out error));
        Assert.Equal(0, seconds);
        Assert.Contains("no fixed length", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stagger_is_the_text_that_a_resource_sends()
    {
        Assert.True(ScheduleFunctions.TryStagger("0 2 * * *", "45m", "daily", "eu", out var text, out var error));
        Assert.Null(error);
        Assert.True(ScheduleText.TryCreate("0 2 * * *", null, "45m", null, out var sent, out _));
        Assert.Equal("16 2 * * *", text);
        Assert.Equal(sent.For("daily", "eu"), text);
    }

    [Theory]
    [InlineData("0 2 * * 8", "45m", 0, "it goes from 0 to 6")]
    [InlineData("0 0 31 2 *", "45m", 0, "never fires")]
    [InlineData("0 2 * * *", "a while", 1, "a number is expected")]
    [InlineData("0 23 * * *", "2h", 1, "at most 60m fit")]
    public void A_wrong_stagger_names_its_argument(string schedule, string window, int argument, string part)
    {
        Assert.False(ScheduleFunctions.TryStagger(schedule, window, "daily", "eu", out var text, out var error));
        Assert.Null(text);
        Assert.Equal(argument, error.Argument);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
