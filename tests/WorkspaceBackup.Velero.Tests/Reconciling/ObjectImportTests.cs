using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Reconciling;
using WorkspaceBackup.Velero.Schedules;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Reconciling;

public sealed class ObjectImportTests
{
    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task Many_schedules_cost_one_list_per_cluster()
    {
        await Given.CreatedAsync(_eu, _us);
        var references = Enumerable.Range(0, 50)
            .Select(index => new ObjectReference(
                index % 2 == 0 ? _eu.Cluster : _us.Cluster, $"daily-{(index % 2 == 0 ? "eu" : "us")}", "velero", []));

        await Task.WhenAll(references.Select(
            reference => Given.Service.ObserveAsync([reference], CancellationToken.None))).WaitAsync(Given.Limit);

        foreach (var cluster in new[] { _eu, _us })
        {
            Assert.Equal(["LIST"], cluster.Requests
                .Where(request => request.Path.Resource == "schedules").Select(request => request.Verb));
        }
    }

    [Fact]
    public async Task Each_cluster_is_found_missing_or_failed()
    {
        await Given.CreatedAsync(_eu);
        var down = new FakeCluster("down") { Fails = _ => FaultKind.ConnectionRefused };

        var observed = await Given.Service.ObserveAsync(
            [
                new(_eu.Cluster, "daily-eu", "velero", []),
                new(_us.Cluster, "daily-us", "velero", []),
                new(down.Cluster, "daily-down", "velero", []),
            ],
            CancellationToken.None).WaitAsync(Given.Limit);

        Assert.Equal(Given.Token, Assert.IsType<Observation<ScheduleElement>.Found>(observed["eu"]).Object.Token);
        Assert.Equal("uid-of-us", Assert.IsType<Observation<ScheduleElement>.Missing>(observed["us"]).ClusterUid);
        Assert.True(Assert.IsType<Observation<ScheduleElement>.Failed>(observed["down"]).Fault.IsUnhealthy);
    }

    [Fact]
    public async Task A_write_of_ours_is_seen_by_the_next_look()
    {
        Assert.IsType<Observation<ScheduleElement>.Missing>(await Given.ObserveAsync(_eu, "daily-eu"));

        var request = await Given.CreatedAsync(_eu);
        Assert.IsType<Observation<ScheduleElement>.Found>(await Given.ObserveAsync(_eu, "daily-eu"));

        await Given.DeleteAsync(request.Known, Given.Token, _eu);
        Assert.IsType<Observation<ScheduleElement>.Missing>(await Given.ObserveAsync(_eu, "daily-eu"));
    }

    [Fact]
    public async Task An_import_by_prefix_finds_each_clusters_own_name()
    {
        await Given.CreatedAsync(_eu);
        _us.AddSchedule("""{"metadata":{"name":"daily-eu"},"spec":{"schedule":"@daily","template":{}}}""");

        var import = await ImportAsync("daily");

        Assert.Equal(["eu"], import.Clusters.Keys);
        Assert.Equal("0 2 * * *", import.Arguments!.Element.Schedule);
        Assert.Empty(import.Findings);
    }

    [Fact]
    public async Task An_import_takes_the_arguments_from_the_first_cluster_by_name()
    {
        _us.AddSchedule("""{"metadata":{"name":"nightly"},"spec":{"schedule":"@daily","template":{}}}""");
        _eu.AddSchedule("""{"metadata":{"name":"velero-daily"},"spec":{"schedule":"@weekly","template":{}}}""");

        var import = await ImportAsync("daily:us=nightly,eu=velero-daily");

        Assert.Equal(["eu", "us"], import.Clusters.Keys);
        Assert.Equal(("velero-daily", "@weekly"), (import.Arguments!.Element.Name, import.Arguments.Element.Schedule));
    }

    [Theory]
    [InlineData("nothing of that prefix", "nightly", FindingKind.NothingToImport, "\"nightly-eu\" on cluster \"eu\"")]
    [InlineData("a named schedule that is not there", "daily:eu=nope", FindingKind.Fault, "Schedule velero/nope")]
    [InlineData("a named cluster that is not configured", "daily:moon=daily", FindingKind.Fault, "moon")]
    public async Task An_import_that_finds_nothing_says_so(string what, string id, FindingKind kind, string said)
    {
        var import = await ImportAsync(id);

        var error = Assert.Single(import.Findings);
        Assert.True(error.IsError && error.Kind == kind, what);
        Assert.Contains(said, $"{error.Cluster} {error.Object} {error.Detail}");
    }

    [Theory]
    [InlineData("by prefix goes on without it", "daily", false)]
    [InlineData("of a named schedule there fails", "daily:eu=daily-eu,us=x", true)]
    public async Task With_a_cluster_down_an_import(string what, string id, bool fails)
    {
        await Given.CreatedAsync(_eu);
        _us.Fails = _ => FaultKind.ConnectionRefused;

        var import = await ImportAsync(id);

        Assert.True(fails == import.Findings.Any(finding => finding.IsError), what);
        Assert.Contains(import.Findings, finding => finding.Cluster == "us");
        Assert.NotNull(import.Arguments);
    }

    [Fact]
    public async Task An_import_shows_no_labels_because_all_are_somebodys()
    {
        _eu.AddSchedule("""
            {"metadata":{"name":"daily-eu","labels":{"a":"b"}},
             "spec":{"schedule":"@daily","template":{"metadata":{"labels":{"a":"b"}}}}}
            """);

        Assert.Equal(StringMap.Empty, (await ImportAsync("daily")).Arguments!.Element.Labels);
    }

    private async Task<ObjectImport<ScheduleElement>> ImportAsync(string text)
    {
        var selection = text.Split(':') is [var name, var pairs]
            ? new ObjectSelection(name, new StringMap(pairs.Split(',').Select(static pair => pair.Split('='))
                .Select(static pair => KeyValuePair.Create(pair[0], pair[1]))))
            : new ObjectSelection(text, null);
        return await ObjectImport<ScheduleElement>
            .FindAsync(
                Given.Service, selection, cluster => ScheduleNames.For(selection.Name, cluster), [_us.Cluster, _eu.Cluster],
                CancellationToken.None)
            .WaitAsync(Given.Limit);
    }
}
