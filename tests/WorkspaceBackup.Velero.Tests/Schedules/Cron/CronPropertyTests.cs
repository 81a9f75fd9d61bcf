using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

/// <summary>What holds for every schedule, tried on schedules made at random from a fixed seed.</summary>
public sealed class CronPropertyTests
{
    [Fact]
    public void Times_in_UTC_increase_satisfy_every_field_and_leave_none_out()
    {
        var random = new Random(4711);
        for (var i = 0; i < 100; i++)
        {
            var (minutes, hours) = (Subset(random, 0, 59), Subset(random, 0, 23));
            var (days, months, weekdays) = (Subset(random, 1, 31), Subset(random, 1, 12), Subset(random, 0, 6));
            var text = string.Join(' ', List(minutes), List(hours), List(days), List(months), List(weekdays));
            Assert.True(CronSchedule.TryParse(text, CronDialect.Since115, out var schedule, out var error), error?.ToString());
            var after = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(2_000_000));

            // Every minute is looked at: what matches must be the next run, and the other way round.
            var next = schedule.Next(after)!.Value;
            Assert.True(next > after);
            var last = after.AddDays(3);
            for (var at = after.AddMinutes(1); at < last; at = at.AddMinutes(1))
            {
                var matches = minutes.Contains(at.Minute) && hours.Contains(at.Hour) && months.Contains(at.Month)
                    && (days.Contains(at.Day) || weekdays.Contains((int)at.DayOfWeek));
                Assert.Equal(matches, at == next);
                next = matches ? schedule.Next(at)!.Value : next;
            }
        }
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Scoresbysund")]
    public void Times_in_a_zone_increase_and_show_the_declared_time_on_its_clock(string zone)
    {
        var clock = NodaTime.DateTimeZoneProviders.Tzdb[zone];
        var random = new Random(815);
        for (var i = 0; i < 40; i++)
        {
            var (minute, hour) = (random.Next(60), random.Next(24));
            Assert.True(CronSchedule.TryParse($"TZ={zone} {minute} {hour} * * *", CronDialect.Since115, out var schedule, out _));
            var at = new DateTimeOffset(1998 + random.Next(40), 1, 1, 0, 0, 0, TimeSpan.Zero);
            for (var run = 0; run < 400; run++)
            {
                var next = schedule.Next(at)!.Value;
                Assert.True(next > at);
                var local = NodaTime.Instant.FromDateTimeOffset(next).InZone(clock);
                Assert.Equal((hour, minute, 0), (local.Hour, local.Minute, local.Second));
                at = next;
            }
        }
    }

    [Fact]
    public void Any_text_at_all_gets_a_verdict_and_a_refusal_has_words()
    {
        const string Letters = "0123456789*/,-?+ \t@TZ=CRONLW#H:dailyevmshu\u0130\u00a0\u2003\ud83d\ude00\ud83d";
        var random = new Random(1);
        Span<char> text = stackalloc char[24];
        for (var i = 0; i < 200_000; i++)
        {
            var length = random.Next(text.Length);
            random.GetItems(Letters, text[..length]);
            foreach (var dialect in CronDialect.All)
            {
                if (!CronSchedule.TryParse(text[..length], dialect, out _, out var error))
                {
                    Assert.NotEmpty(error.Reason);
                    Assert.NotEmpty(error.Original);
                }
            }
        }
    }

    private static List<int> Subset(Random random, int min, int max)
    {
        var values = Enumerable.Range(min, max - min + 1).Where(_ => random.Next(3) == 0).ToList();
        return values.Count > 0 ? values : [random.Next(min, max + 1)];
    }

    private static string List(List<int> values) => string.Join(',', values);
}
