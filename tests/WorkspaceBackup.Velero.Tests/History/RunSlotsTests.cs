using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Tests.Operations;

namespace WorkspaceBackup.Velero.Tests.History;

public sealed class RunSlotsTests
{
    [Theory]
    [InlineData("0 2 * * *", "02:00:00", "02:00:00", "2025-02-01T02:00:00Z")]
    [InlineData("0 2 * * *", "02:00:41", "02:00:00", "2025-02-01T02:00:00Z")]
    [InlineData("0 2 * * *", "23:59:59", "02:00:00", "2025-02-01T02:00:00Z")]
    [InlineData("0 2 * * *", "01:59:59", "2025-01-30T02:00:00Z", "02:00:00")]
    [InlineData("*/15 * * * *", "10:29:10", "10:15:00", "10:30:00")]
    [InlineData("* * * * *", "10:29:10", "10:29:00", "10:30:00")]
    [InlineData("0 2 * * 0", "10:00:00", "2025-01-26T02:00:00Z", "2025-02-02T02:00:00Z")]
    [InlineData("0 2 1 * *", "10:00:00", "2025-01-01T02:00:00Z", "2025-02-01T02:00:00Z")]
    [InlineData("@yearly", "10:00:00", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("0 0 29 2 *", "10:00:00", "2024-02-29T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *", "02:00:30", "02:00:00", "2025-02-01T02:00:00Z")]
    [InlineData("@every 6h", "07:12:00", "07:12:00", "13:13:00")]
    [InlineData("@every 1s", "07:12:30", "07:12:30", "07:14:30")]
    public void A_backup_belongs_to_the_last_time_before_it(string schedule, string made, string slot, string next)
    {
        var slots = RunSlots.Parse(schedule)!;

        Assert.Equal(Made.At(slot), slots.SlotOf(Made.At(made)));
        Assert.Equal(Made.At(next), slots.Next(Made.At(slot)));
    }

    // 1 February 2025 is a Saturday; until 1.18 either day is enough, from 1.19 on both must match, and 1/2 holds Sunday.
    [Theory]
    [InlineData("0 3 1 * 0", "2025-02-02T03:00:10Z", "2025-02-02T03:00:00Z", "2025-02-09T03:00:00Z")]
    [InlineData("0 3 1 * 0", "2025-06-01T03:00:10Z", "2025-06-01T03:00:00Z", "2025-06-08T03:00:00Z")]
    [InlineData("0 3 * * 1/2", "2025-02-02T03:00:10Z", "2025-02-02T03:00:00Z", "2025-02-03T03:00:00Z")]
    [InlineData("0 3 * * 7", "2025-02-02T03:00:10Z", "2025-02-02T03:00:00Z", "2025-02-09T03:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 30 2 * * *", "2025-03-30T01:30:10Z", "2025-03-30T01:30:00Z", "2025-03-31T00:30:00Z")]
    public void The_runs_of_every_version_count(string schedule, string made, string slot, string next)
    {
        var slots = RunSlots.Parse(schedule)!;

        Assert.Equal(Made.At(slot), slots.SlotOf(Made.At(made)));
        Assert.Equal(Made.At(next), slots.Next(Made.At(slot)));
        Assert.Equal(Made.At(slot), slots.FirstFrom(Made.At(slot)));
    }

    [Fact]
    public void The_first_time_from_one_on_may_be_that_very_time()
    {
        var slots = RunSlots.Parse("17 2 * * *")!;

        Assert.Equal(Made.At("02:17:00"), slots.FirstFrom(Made.At("02:00:00")));
        Assert.Equal(Made.At("02:17:00"), slots.FirstFrom(Made.At("02:17:00")));
        Assert.Null(RunSlots.Parse("@every 1h")!.FirstFrom(Made.At("02:00:00")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0 0 31 2 *")]
    public void A_text_that_Velero_refuses_or_that_never_fires_has_no_times(string? schedule) =>
        Assert.Null(RunSlots.Parse(schedule));

    [Fact]
    public void Without_a_schedule_the_minute_counts() =>
        Assert.Equal(Made.At("02:00:00"), RunSlots.Unscheduled(Made.At("02:00:59")));

    [Theory]
    [InlineData("17 2 * * *")]
    [InlineData("0 0 29 2 *")]
    [InlineData("@every 1h")]
    [InlineData("@every 2540400h")]
    public void Dates_at_the_ends_of_all_time_have_their_runs_too(string schedule)
    {
        var slots = RunSlots.Parse(schedule)!;

        foreach (var time in (DateTimeOffset[])
            [DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddHours(1), DateTimeOffset.MaxValue, DateTimeOffset.MaxValue.AddHours(-1)])
        {
            var slot = slots.SlotOf(time);
            Assert.True(slot <= time || slots.IsInterval);
            Assert.True(slots.Next(time) is null || slots.Next(time) > time);
            Assert.True(slots.FirstFrom(time) is null || slots.FirstFrom(time) >= time);
        }
    }
}
