using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.History;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.History;

public sealed class RestoreAnnouncementTests
{
    private readonly Backed _backed = new();

    [Fact]
    public async Task One_warning_names_each_cluster_its_namespaces_its_backup_and_when_that_was_made()
    {
        var text = await TextAsync(_backed.Request);

        Assert.Contains("restores 2 clusters", text, StringComparison.Ordinal);
        Assert.Contains(
            "cluster \"eu\": namespaces app, db, from backup daily-eu-20250131020000, made 2025-01-31 02:00 UTC, 10 "
            + "hours ago",
            text,
            StringComparison.Ordinal);
        Assert.Contains("cluster \"us\": namespaces app, db, from backup daily-us-", text, StringComparison.Ordinal);
        Assert.Contains("left as they are", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_from_the_future_is_told_with_both_clocks()
    {
        var at = Made.At("2025-01-30T00:00:00Z");
        _backed.Eu.ClockAhead = TimeSpan.FromHours(30);
        _backed.Us.ClockAhead = TimeSpan.Zero;
        var resolution = await RestoreResolution.RunAsync(
            _backed.Selection, [_backed.Eu.Cluster], at, CancellationToken.None);

        var text = RestoreAnnouncement.Of(
            _backed.Selection, _backed.Request, resolution, [],
            ClusterClocks.Of([_backed.Eu.Cluster, _backed.Us.Cluster], new FixedTime(at))).Detail;

        Assert.Contains(
            "which is in the future: its API server's clock says 2025-01-31T06:00:00Z, this machine's says 2025-01-30T00:00:00Z",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_is_overwritten_mapped_excluded_and_whose_backup_it_is()
    {
        Backed.Add(_backed.Us, "02:00:00", of: _backed.Eu, clusters: "ap,eu,us");
        var text = await TextAsync(_backed.With(selection => selection with
        {
            AllNamespaces = true,
            SourceClusters = new StringMap([new("us", "eu")]),
            NamespaceMapping = new StringMap([new("app", "app-drill")]),
        }) with
        {
            Clusters = [_backed.Us.Cluster],
            Spec = new() { ExistingResourcePolicy = "update", ExcludedNamespaces = ["tmp"] },
        });

        Assert.Contains(
            "cluster \"us\": all namespaces in it, app (into app-drill), without tmp, from backup "
            + "daily-eu-20250131020000 of cluster \"eu\"",
            text,
            StringComparison.Ordinal);
        Assert.Contains("cluster \"ap\" is left out", text, StringComparison.Ordinal);
        Assert.Contains("are overwritten", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_runs_that_lack_a_cluster_are_named_with_it()
    {
        Backed.Add(_backed.Eu, "2025-01-30T02:00:00Z");
        Backed.Add(_backed.Us, "2025-01-30T02:00:00Z");
        Backed.Add(_backed.Us, "02:00:00", "Failed");

        var text = await TextAsync(_backed.RequestBefore("11:00:00"));

        Assert.Contains("from backup daily-eu-20250130020000", text, StringComparison.Ordinal);
        Assert.Contains("payments/daily/20250131T020000Z: none on \"us\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_newer_runs_none_is_said_to_be_passed_over() => Assert.DoesNotContain(
        "passed over", await TextAsync(_backed.RequestBefore("11:00:00")), StringComparison.Ordinal);

    [Fact]
    public async Task Its_title_tells_it_from_another_restore_of_the_same_configuration()
    {
        var here = await AboutAsync(_backed.Request);
        var there = await AboutAsync(_backed.Request with { Clusters = [_backed.Eu.Cluster] });

        var part = await AboutAsync(_backed.With(static selection => selection with { Namespaces = ["db"] }));

        Assert.Equal("restore of app, db from payments/daily/20250131T020000Z on eu, us", here);
        Assert.Equal("restore of app, db from payments/daily/20250131T020000Z on eu", there);
        Assert.Equal("restore of db from payments/daily/20250131T020000Z on eu, us", part);
    }

    [Theory]
    [InlineData("2025-01-31T12:00:30Z", "less than a minute ago")]
    [InlineData("2025-01-31T12:01:59Z", " 1 minute ago")]
    [InlineData("2025-01-31T12:59:00Z", "59 minutes ago")]
    [InlineData("2025-02-01T13:00:00Z", "25 hours ago")]
    [InlineData("2025-02-02T12:00:00Z", "2 days ago")]
    public async Task The_age_is_told_in_the_largest_unit_of_which_there_are_two(string now, string age)
    {
        Backed.Add(_backed.Eu, "2025-01-31T12:00:00Z");
        _backed.With(selection => selection with
        {
            FromRun = Backed.Parsed("payments/daily/20250131T020000Z"),
        });
        _backed.Eu.Remove(Velero.Kubernetes.ApiPath.Velero("backups", "velero", Backed.OnEu));
        var at = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        var resolution = await RestoreResolution.RunAsync(
            _backed.Selection, [_backed.Eu.Cluster], at, CancellationToken.None);

        Assert.Contains(age, RestoreAnnouncement.Of(
            _backed.Selection, _backed.Request, resolution, [], ClusterClocks.Of([], new FixedTime(at))).Detail, StringComparison.Ordinal);
    }

    private async Task<string?> AboutAsync(RestoreRequest request) => Assert.Single(
        (await _backed.PlanAsync(request)).Findings, finding => finding.Kind == FindingKind.RestorePlanned).About;

    private async Task<string> TextAsync(RestoreRequest request) => Assert.Single(
        (await _backed.PlanAsync(request)).Findings, finding => finding.Kind == FindingKind.RestorePlanned).Detail;
}
