using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace WorkspaceBackup.Velero.Tests.Schedules.Cron;

public sealed class CronFindingsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_fleet_is_told_once_what_an_upgrade_does_to_its_schedule()
    {
        var finding = Assert.Single(Of("0 3 1 * 0", ("us", "v1.18.2"), ("eu", "v1.15.0"), ("next", "v1.19.0")),
            static finding => finding.Kind == FindingKind.ScheduleChangesWith119);
        Assert.False(finding.IsError);
        Assert.Equal("spec.schedule", finding.Field);
        Assert.Equal(
            """
            Clusters "eu", "us" (Velero 1.15 to 1.18): Velero 1.19 reads the schedule "0 3 1 * 0" differently, and does not tell anybody. There, a day has to match both day fields; now one of the two is enough.

            Next runs now: 2026-12-01T03:00:00Z, 2026-12-06T03:00:00Z, 2026-12-13T03:00:00Z
            With Velero 1.19: 2027-08-01T03:00:00Z, 2028-10-01T03:00:00Z, 2029-04-01T03:00:00Z

            Before Velero is upgraded there, write two schedules, which together keep the present runs in both versions: "0 3 1 * *" and "0 3 * * 0". A day that matches both gets two backups.
            """,
            finding.Detail);
    }

    [Theory]
    [InlineData("0 3 1 * 0", null, "v1.14.1", "EitherDayEnough")]
    [InlineData("0 3 1 * 0", null, "v1.18.2", "ScheduleChangesWith119")]
    [InlineData("0 3 1 * 0", null, "1.19-dev", "BothDaysNeeded")]
    [InlineData("0 3 1 * 0", null, null, "EitherDayEnough")]
    [InlineData("0 3 1 * 0", null, "main", "EitherDayEnough")]
    [InlineData("0 3 */2 * 1", null, "v1.14.1", "ScheduleChangesWith115")]
    [InlineData("0 3 */2 * 1", null, "v1.18.2", "ScheduleChangesWith119")]
    [InlineData("0 3 */2 * 1", null, "v1.19.0", "BothDaysNeeded")]
    [InlineData("*/60 3 * * *", null, "v1.14.1", "")]
    [InlineData("*/60 3 * * *", null, "v1.18.2", "ScheduleChangesWith119")]
    [InlineData("*/60 3 * * *", null, "v1.19.0", "ScheduleRefused!")]
    [InlineData("*/60 3 * * *", null, null, "")]
    [InlineData("*/60 3 * * *", "Europe/Berlin", null, "ScheduleUnderstoodBySome")]
    [InlineData("0 3 * * 7", null, "v1.14.1", "ScheduleRefused!")]
    [InlineData("0 3 * * 7", null, "v1.18.2", "ScheduleRefused!")]
    [InlineData("0 3 * * 7", null, "v1.19.0", "")]
    [InlineData("0 3 * * 7", null, null, "ScheduleUnderstoodBySome")]
    [InlineData("0 0 1 1 5", null, "v1.18.2", "ScheduleChangesWith119")]
    [InlineData("0 0 1 1 5", null, "v1.19.0", "ScheduleRefused!")]
    [InlineData("0 0 31 2 1", null, "v1.19.0", "ScheduleRefused!")]
    [InlineData("0 3 * * *", "Europe/Berlin", "v1.14.1", "")]
    [InlineData("0 3 * * *", "Europe/Berlin", "v1.18.2", "")]
    [InlineData("30 2 * * *", "Europe/Berlin", "v1.18.2", "")]
    [InlineData("0 3 * * *", null, "v1.14.1", "")]
    [InlineData("0 3 1 * *", null, "v1.18.2", "")]
    [InlineData("0 3 1 * *", null, null, "")]
    [InlineData("@daily", null, "v1.18.2", "")]
    public void What_is_said_follows_the_version(string schedule, string? zone, string? version, string expected)
    {
        var text = Text(schedule, zone);
        var findings = new CronFindings(text, schedule, s_now).Of(
            new Dictionary<string, string?> { ["eu"] = version }, new HashSet<string> { "eu" });
        Assert.Equal(expected, string.Join(' ', findings.Select(static f => $"{f.Kind}{(f.IsError ? "!" : "")}")));
        Assert.All(findings, static finding => Assert.StartsWith("Cluster \"eu\"", finding.Detail, StringComparison.Ordinal));
    }

    // Before it is written a version that is not known stops what only one dialect has runs for.
    [Theory]
    [InlineData("0 3 * * 7", "v1.18.2", "Schedule")]
    [InlineData("0 3 * * 7", "v1.19.0", null)]
    [InlineData("0 3 * * 7", null, "only Velero 1.19 and later has runs")]
    [InlineData("*/60 3 * * *", null, null)]
    [InlineData("0 3 1 * 0", null, null)]
    [InlineData("TZ=Europe/Berlin 0 3 * * *", "v1.14.1", null)]
    public void A_write_is_refused_where_the_schedule_has_no_runs(string schedule, string? version, string? part)
    {
        var refusal = new CronFindings(Text(schedule, null), schedule, s_now).Refusal("eu", version);
        Assert.Equal(part is null, refusal is null);
        if (refusal is not null)
        {
            Assert.True(refusal.IsError);
            Assert.Contains(part!, refusal.Kind + refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_there_already_is_a_warning_and_what_is_written_an_error()
    {
        var findings = new CronFindings(Text("*/60 3 * * *", null), "*/60 3 * * *", s_now).Of(
            new Dictionary<string, string?> { ["a"] = "v1.19.0", ["b"] = "v1.19.1", ["c"] = "v1.18.0" },
            new HashSet<string> { "b" });
        Assert.Contains(findings, static f => f is { IsError: true, Kind: FindingKind.ScheduleRefused }
            && f.Detail.StartsWith("Cluster \"b\" (Velero 1.19 and later)", StringComparison.Ordinal)
            && f.Detail.Contains("the step is not smaller than the range", StringComparison.Ordinal)
            && f.Detail.Contains("Nothing was written there", StringComparison.Ordinal));
        Assert.Contains(findings, static f => f is { IsError: false, Kind: FindingKind.ScheduleRefused }
            && f.Detail.StartsWith("Cluster \"a\"", StringComparison.Ordinal));
        Assert.Contains(findings, static f => f.Kind == FindingKind.ScheduleChangesWith119
            && f.Detail.Contains("write \"0 3 * * *\"", StringComparison.Ordinal)
            && f.Detail.Contains("With Velero 1.19: none, it is refused", StringComparison.Ordinal));
        Assert.Equal(3, findings.Count);
    }

    [Fact]
    public void The_proposal_leaves_the_time_zone_to_its_own_argument()
    {
        var text = Text("0 3 1 * 0", "Europe/Berlin");
        var detail = new CronFindings(text, "0 3 1 * 0", s_now)
            .Of(new Dictionary<string, string?> { ["eu"] = "v1.18.2" }, new HashSet<string>())[0].Detail;
        Assert.Contains("\"0 3 1 * *\" and \"0 3 * * 0\"", detail, StringComparison.Ordinal);
        Assert.Contains("Next runs now: 2026-12-01T02:00:00Z", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_that_comes_to_an_end_with_the_upgrade_names_its_last_run()
    {
        var detail = Assert.Single(Of("0 0 1 1 5", ("eu", "v1.18.2"))).Detail;
        Assert.Contains("its last good run is 2027-01-01T00:00:00Z", detail, StringComparison.Ordinal);
        Assert.Contains("With Velero 1.19: 2027-01-01T00:00:00Z, and then a backup every minute", detail, StringComparison.Ordinal);
        Assert.Contains("\"0 0 1 1 *\" and \"0 0 * 1 5\"", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_text_means_the_same_in_both_the_message_says_so()
    {
        var detail = Assert.Single(Of("0 3 */2 * 1", ("eu", "v1.14.1"))).Detail;
        Assert.Contains("because of the star with a step", detail, StringComparison.Ordinal);
        Assert.Contains("no text has these runs in both versions. (Velero 1.19 reads it as now again.)", detail, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Finding> Of(string schedule, params (string Cluster, string Version)[] versions) =>
        new CronFindings(Text(schedule, null), schedule, s_now).Of(
            versions.ToDictionary(static v => v.Cluster, static v => (string?)v.Version), new HashSet<string>());

    private static ScheduleText Text(string schedule, string? zone)
    {
        Assert.True(ScheduleText.TryCreate(schedule, zone, null, s_now, out var text, out var error), error?.Message);
        return text;
    }
}
