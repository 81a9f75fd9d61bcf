using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Downloads;
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
    public async Task What_a_pattern_takes_and_is_mapped_is_said_beside_the_pattern() => Assert.Contains(
        "cluster \"eu\": namespaces a*, app (into app-drill), from backup",
        await TextAsync(_backed.With(selection => selection with
        {
            Namespaces = ["a*"],
            NamespaceMapping = new StringMap([new("app", "app-drill"), new("db", "db-drill")]),
        })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "namespace ap*, from backup")]
    [InlineData(true, "all namespaces in it, from backup")]
    public async Task A_pattern_is_mapped_to_nothing(bool isAll, string said)
    {
        var text = await TextAsync(_backed.With(selection => selection with
        {
            Namespaces = isAll ? null : ["ap*"],
            AllNamespaces = isAll,
            NamespaceMapping = new StringMap([new("ap*", "x")]),
        }));

        Assert.Contains($"cluster \"eu\": {said}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("in the other namespace", text, StringComparison.Ordinal);
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

    [Fact]
    public async Task It_says_how_many_objects_each_backup_holds_where_its_list_can_be_read()
    {
        _backed.Files.Put(FileKind.BackupResourceList, Backed.OnEu, """
            { "v1/Namespace": ["app"], "v1/Pod": ["app/a", "app/b"], "apps/v1/Deployment": ["app/a", "other/x"] }
            """);
        var onUs = (string)_backed.Us.All("backups").Single()["metadata"]!["name"]!;
        _backed.Files.Put(FileKind.BackupResourceList, onUs, new FileRead.Unread("Velero signed no URL") { IsForAll = true });

        var text = await TextAsync(_backed.Request);

        Assert.Contains("10 hours ago. It holds 3 objects in app, no object in db, 1 object in no namespace\n", text, StringComparison.Ordinal);
        Assert.EndsWith("ago", text.Split('\n').Single(static line => line.Contains("cluster \"us\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_namespaces_the_first_are_counted_and_the_rest_together()
    {
        var held = Enumerable.Range(0, 13).ToDictionary(static index => $"ns-{index:00}", static index => index + 1);

        Assert.EndsWith(
            "10 objects in ns-09, 36 objects in 3 more namespaces",
            HeldObjects.Text(held, null, null), StringComparison.Ordinal);
        Assert.Equal("2 objects in ns-01", HeldObjects.Text(held, StringSet.From(["ns-01", "ns-02"]), StringSet.From(["ns-02"])));
        Assert.Equal("no objects", HeldObjects.Text(new Dictionary<string, int>(), null, null));
        Assert.Equal(
            "11 objects in ns-10, 12 objects in ns-11, 13 objects in ns-12, no object in x*",
            HeldObjects.Text(held, StringSet.From(["ns-1?", "x*"]), null));
    }

    private async Task<string?> AboutAsync(RestoreRequest request) => Assert.Single(
        (await _backed.PlanAsync(request)).Findings, finding => finding.Kind == FindingKind.RestorePlanned).About;

    private async Task<string> TextAsync(RestoreRequest request) => Assert.Single(
        (await _backed.PlanAsync(request)).Findings, finding => finding.Kind == FindingKind.RestorePlanned).Detail;
}
