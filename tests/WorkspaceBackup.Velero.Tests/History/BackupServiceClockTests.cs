using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Tests.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.History;

/// <summary>Ages, where the clocks of this machine and of the clusters tell different times.</summary>
public sealed class BackupServiceClockTests
{
    private readonly FakeCluster _ap = new("ap") { ClockAhead = TimeSpan.Zero };
    private readonly FakeCluster _eu = new("eu") { ClockAhead = TimeSpan.Zero };
    private readonly FakeCluster _us = new("us") { ClockAhead = TimeSpan.Zero };

    [Fact]
    public async Task A_clock_that_stands_still_here_makes_no_backup_young()
    {
        foreach (var cluster in new[] { _ap, _eu, _us })
        {
            cluster.HasSchedule();
            cluster.HasBackup("02:00:00");
            cluster.ClockAhead = TimeSpan.FromDays(10);
        }

        var found = await Made.RunAsync(Made.Query(_ap, _eu, _us), "02:30:00");

        Assert.Equal(TimeSpan.FromDays(10) + TimeSpan.FromMinutes(30), found.Age);
        var told = Assert.Single(found.Findings, static finding => finding.Kind == FindingKind.ClocksDiffer);
        Assert.Contains("2025-01-31T02:30:00Z", told.Detail, StringComparison.Ordinal);
        Assert.Contains("2025-02-10T02:30:00Z", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_a_cluster_that_is_ahead_is_told_with_both_clocks_and_hides_no_other()
    {
        foreach (var cluster in new[] { _ap, _eu, _us })
        {
            cluster.HasSchedule();
            cluster.HasBackup("02:00:00");
        }

        _eu.ClockAhead = TimeSpan.FromHours(30);
        _eu.HasBackup("2025-02-01T02:00:00Z");

        var found = await Made.RunAsync(Made.Query(_ap, _eu, _us));

        Assert.Equal(TimeSpan.FromHours(10), found.Age);
        Assert.Equal(Made.At("2025-02-01T02:00:00Z"), found.InProgress!.Id.Time);
        Assert.Equal("eu", Assert.Single(found.Findings, static finding => finding.Kind == FindingKind.ClocksDiffer).Cluster);
    }

    [Fact]
    public async Task A_run_that_only_the_cluster_ahead_has_grows_old_by_its_clock()
    {
        _eu.HasSchedule();

        _eu.ClockAhead = TimeSpan.FromHours(30);
        _eu.HasBackup("2025-02-01T02:00:00Z");

        var found = await Made.RunAsync(Made.Query(_ap, _eu, _us));

        Assert.Equal(Made.At("2025-02-01T02:00:00Z"), found.Run!.Id.Time);
        Assert.Equal(TimeSpan.FromHours(16), found.Age);
        var told = Assert.Single(found.Findings, static finding => finding.Kind == FindingKind.ClocksDiffer);
        Assert.Equal("eu", told.Cluster);
        Assert.Contains("2025-02-01T18:00:00Z", told.Detail, StringComparison.Ordinal);
        Assert.Contains("2025-01-31T12:00:00Z", told.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(-120)]
    public async Task Clocks_that_differ_by_minutes_are_nobodys_business(int seconds)
    {
        _eu.HasSchedule();
        _eu.HasBackup("02:00:00");
        _eu.ClockAhead = TimeSpan.FromSeconds(seconds);

        var found = await Made.RunAsync(Made.Query(_eu));

        Assert.Equal(TimeSpan.FromHours(10), found.Age);
        Assert.Empty(found.Findings);
    }

    [Fact]
    public async Task What_is_counted_back_from_now_is_counted_by_the_clusters_too()
    {
        _ap.ClockAhead = _eu.ClockAhead = TimeSpan.FromDays(1);

        var clocks = await new BackupService(new FixedTime(Made.At("12:00:00")))
            .ClocksAsync([_ap.Cluster, _eu.Cluster, _us.Cluster], default).WaitAsync(Made.Limit);

        Assert.Equal(Made.At("2025-02-01T12:00:00Z"), clocks.Now);
    }
}
