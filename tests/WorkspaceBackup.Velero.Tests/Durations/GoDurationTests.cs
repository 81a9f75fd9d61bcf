using WorkspaceBackup.Velero.Durations;

namespace WorkspaceBackup.Velero.Tests.Durations;

public sealed class GoDurationTests
{
    private const long Hour = 3_600_000_000_000;

    [Theory]
    [InlineData("30d", 720 * Hour)]
    [InlineData("2w", 336 * Hour)]
    [InlineData("1d12h", 36 * Hour)]
    [InlineData("1w1d1h", 193 * Hour)]
    [InlineData("0.5d", 12 * Hour)]
    [InlineData("-1d", -24 * Hour)]
    [InlineData("720h", 720 * Hour)]
    [InlineData("0", 0)]
    [InlineData("15250w", 15250 * 168 * Hour)]
    public void Days_and_weeks_count_24_and_168_hours(string text, long nanoseconds)
    {
        Assert.True(GoDuration.TryParseWithDays(text, out var value, out var error), error);
        Assert.Equal(nanoseconds, value.Nanoseconds);
    }

    [Theory]
    [InlineData("30d", "write hours: \"24h\" for a day")]
    [InlineData("2w", "\"168h\" for a week")]
    [InlineData("", "it is empty; a duration is numbers with units")]
    [InlineData("-", "a sign without a number")]
    [InlineData("24", "no unit")]
    [InlineData("1h 30m", "a blank is not allowed")]
    [InlineData(" 1h", "a blank is not allowed")]
    [InlineData("1h ", "a blank is not allowed")]
    [InlineData("1h-30m", "unknown unit \"h-\"")]
    [InlineData("--1h", "only one sign")]
    [InlineData("1H", "units are in lower case")]
    [InlineData("5min", "minutes are \"m\"")]
    [InlineData("2 hours", "a blank is not allowed in it, before it or after it; write \"2h\"")]
    [InlineData("2hours", "hours are \"h\"")]
    [InlineData("1y", "no fixed length")]
    [InlineData("abc", "a number is expected at \"abc\"")]
    [InlineData(".s", "a number is expected")]
    [InlineData("2562048h", "about 292 years")]
    [InlineData("1q", "known are ns us ms s m h")]
    public void A_refusal_says_why_and_what_would_be_right(string text, string part)
    {
        Assert.False(GoDuration.TryParse(text, out var value, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Equal(default, value);
    }

    [Theory]
    [InlineData("15251w", "about 292 years")]
    [InlineData("1day", "days are \"d\"")]
    [InlineData("30 days", "write \"30d\"")]
    [InlineData("1 week 2 hours", "write \"1w2h\"")]
    [InlineData("30 fortnights", "a duration is numbers with units")]
    [InlineData("1mo", "write days: \"365d\"")]
    [InlineData("1q", "ns us ms s m h d w")]
    public void A_refusal_with_days_names_days(string text, string part)
    {
        Assert.False(GoDuration.TryParseWithDays(text, out _, out var error));
        Assert.Contains(part, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_is_read_back_from_its_own_spelling()
    {
        var random = new Random(20240229);
        for (var i = 0; i < 100_000; i++)
        {
            var value = new GoDuration(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64));
            Assert.True(GoDuration.TryParse(value.ToString(), out var again, out var error), error);
            Assert.Equal(value, again);
        }
    }

    [Fact]
    public void Spellings_of_one_length_are_equal()
    {
        foreach (var text in (string[])["720h", "720h0m0s", "30d", "43200m", "2592000s", "4w2d"])
        {
            Assert.True(GoDuration.TryParseWithDays(text, out var value, out var error), error);
            Assert.Equal(new GoDuration(720 * Hour), value);
            Assert.Equal("720h0m0s", value.ToString());
        }
    }

    [Fact]
    public void Reading_and_writing_a_duration_allocates_nothing()
    {
        Span<char> buffer = stackalloc char[GoDuration.MaxTextLength];
        GoDuration.TryParseWithDays("1d2h3.5s", out var value, out _);
        value.TryFormat(buffer, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            GoDuration.TryParseWithDays("1d2h3.5s", out value, out _);
            value.TryFormat(buffer, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Writing_into_too_little_room_fails()
    {
        Span<char> buffer = stackalloc char[3];
        Assert.False(new GoDuration(Hour).TryFormat(buffer, out var written));
        Assert.Equal(0, written);
        Assert.True(new GoDuration(3_000_000).TryFormat(buffer, out written));
        Assert.Equal("3ms", new string(buffer[..written]));
    }

    [Fact]
    public void A_time_span_is_converted_both_ways_within_its_reach()
    {
        Assert.Equal(new GoDuration(Hour), GoDuration.FromTimeSpan(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromTicks(1), new GoDuration(199).ToTimeSpan());
        Assert.Throws<OverflowException>(() => GoDuration.FromTimeSpan(TimeSpan.FromDays(300 * 366)));
        Assert.Equal(1.000000001m, new GoDuration(1_000_000_001).TotalSeconds);
        Assert.True(new GoDuration(1) < new GoDuration(2) && new GoDuration(2) >= new GoDuration(2));
    }
}
