using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;

namespace WorkspaceBackup.Velero.Tests.Schedules;

public sealed class ScheduleVersionsTests
{
    private readonly FakeCluster _eu = new("eu") { VeleroVersion = "v1.18.2" };
    private readonly FakeCluster _us = new("us") { VeleroVersion = "v1.19-dev" };

    // Polls are over at once, the patience of a read never is.
    private readonly FakeTime _time = new(TimeSpan.FromMilliseconds(500));

    [Fact]
    public async Task A_mixed_fleet_is_judged_cluster_by_cluster_in_one_plan()
    {
        var findings = await ForeseeAsync("0 3 1 * 0", StringMap.Empty, _eu, _us);

        Assert.Equal(
            [(FindingKind.ScheduleChangesWith119, "Cluster \"eu\""), (FindingKind.BothDaysNeeded, "Cluster \"us\"")],
            findings.Select(static finding => (finding.Kind, finding.Detail[..12])));
    }

    [Fact]
    public async Task A_cluster_that_is_not_written_on_counts_as_it_was_last_seen()
    {
        var seen = new StringMap([new("eu", "v1.14.1"), new("us", "v1.18.0")]);

        Assert.Equal(
            [FindingKind.EitherDayEnough, FindingKind.BothDaysNeeded],
            (await ForeseeAsync("0 3 1 * 0", seen, _us)).Select(static finding => finding.Kind));
        Assert.Empty(_eu.Questions);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_schedule_that_all_versions_read_alike()
    {
        Assert.Empty(await ForeseeAsync("0 3 * * *", StringMap.Empty, _eu, _us));
        Assert.Empty(await Versions().AskAsync("0 3 * * *", "Europe/Berlin", [_eu.Cluster, _us.Cluster], default));
        Assert.Empty(_eu.Questions);
        Assert.Empty(_us.Questions);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_leaves_its_version_open()
    {
        _us.VeleroVersion = null;

        var versions = await Versions()
            .AskAsync("0 3 1 * 0", null, [_eu.Cluster, _us.Cluster], default).WaitAsync(Given.Limit);

        Assert.Equal(["eu"], versions.Keys);
        Assert.Equal("v1.18.2", versions["eu"]);
    }

    [Theory]
    [InlineData("0 3 * * 7", "v1.18.2", true)]
    [InlineData("0 3 * * 7", "v1.19.0", false)]
    [InlineData("0 0 1 1 5", "v1.18.2", false)]
    [InlineData("0 0 1 1 5", "v1.19.0", true)]
    [InlineData("*/60 3 * * *", "v1.19.0", true)]
    public async Task A_schedule_without_runs_there_is_not_written(string schedule, string version, bool refused)
    {
        _eu.VeleroVersion = version;
        var request = Given.Request(_eu);
        request = request with { Declaration = request.Declaration with { Schedule = schedule } };

        var result = await Given.NewService().CreateAsync(request, default).WaitAsync(Given.Limit);

        Assert.Equal(refused, result.Findings.Any(static finding => finding is { IsError: true, Kind: FindingKind.ScheduleRefused }));
        Assert.Equal(refused ? 0 : 1, result.Clusters.Values.Count(static seen =>
            seen is Observation<ScheduleElement>.Found));
    }

    [Fact]
    public async Task The_refusal_of_a_write_names_the_last_good_run()
    {
        var request = Given.Request(_eu);
        request = request with { Declaration = request.Declaration with { Schedule = "0 0 1 1 5" } };
        _eu.VeleroVersion = "v1.19.0";

        var refused = Assert.Single(
            (await Given.NewService().CreateAsync(request, default).WaitAsync(Given.Limit)).Findings,
            static finding => finding.Kind == FindingKind.ScheduleRefused);

        Assert.Contains("its last good run is ", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_have_put_on_the_clusters_is_judged_too_and_said_to_be_theirs()
    {
        var findings = await Versions().ForeseeFoundAsync(
            new Dictionary<Cluster, string> { [_eu.Cluster] = "0 3 1 * 0", [_us.Cluster] = "*/60 3 * * *" },
            new Dictionary<string, string>(),
            default).WaitAsync(Given.Limit);

        Assert.Equal(
            [(FindingKind.ScheduleChangesWith119, "Cluster \"eu\""), (FindingKind.ScheduleRefused, "Cluster \"us\"")],
            findings.Select(static finding => (finding.Kind, finding.Detail[..12])));
        Assert.All(findings, static finding =>
        {
            Assert.False(finding.IsError);
            Assert.Contains("not the declared schedule", finding.Detail, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Where_no_server_answers_what_was_found_is_judged_by_the_version_seen_last()
    {
        _eu.VeleroVersion = null;
        var found = new Dictionary<Cluster, string> { [_eu.Cluster] = "0 3 1 * 0" };

        Assert.Single(await Versions()
            .ForeseeFoundAsync(found, new Dictionary<string, string> { ["eu"] = "v1.18.0" }, default).WaitAsync(Given.Limit));
        Assert.Empty(await Versions()
            .ForeseeFoundAsync(found, new Dictionary<string, string>(), default).WaitAsync(Given.Limit));
    }

    [Fact]
    public async Task What_only_one_version_understands_is_not_written_where_none_is_known()
    {
        _eu.VeleroVersion = "main";
        var request = Given.Request(_eu);
        request = request with { Declaration = request.Declaration with { Schedule = "0 3 * * 7" } };

        var unknown = await Given.NewService().CreateAsync(request, default).WaitAsync(Given.Limit);
        Assert.Contains(unknown.Findings, static finding => finding is { IsError: true, Kind: FindingKind.ScheduleUnderstoodBySome });
    }

    private ScheduleVersions Versions() => new(_time, new VeleroServers(_time));

    private async Task<IReadOnlyList<Finding>> ForeseeAsync(string schedule, StringMap seen, params FakeCluster[] written) =>
        await Versions().ForeseeAsync(
            Given.Declaration with { Schedule = schedule, Versions = seen },
            [.. written.Select(static cluster => cluster.Cluster)],
            default).WaitAsync(Given.Limit);
}
