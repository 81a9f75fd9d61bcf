using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Operations;

public sealed class ObjectWaitTests
{
    private static readonly ApiPath s_path = ApiPath.Velero("backups", "velero", "b");

    private readonly FakeCluster _eu = new("eu");
    private readonly List<string> _versions = [];

    public ObjectWaitTests() => _eu.Add(s_path, """{"metadata": {"name": "b"}, "status": {"phase": "InProgress"}}""");

    [Fact]
    public async Task One_watch_is_enough()
    {
        Watch(_ => [Event("other", "Completed"), Event("b", "InProgress"), Event("b", "Completed")]);

        Assert.Equal(WaitEnd.Over, (await WaitAsync()).End);
        Assert.Single(_versions);
        Assert.Single(_eu.Requests, request => request.Verb == "GET");
    }

    [Fact]
    public async Task A_dropped_connection_is_taken_up_again()
    {
        Watch(count => count == 1
            ? [Event("b", "InProgress"), new Fault(FaultKind.ConnectionReset, "eu", "reset")]
            : [Event("b", "Completed")]);

        Assert.Equal(WaitEnd.Over, (await WaitAsync()).End);
        Assert.Equal(2, _versions.Count);
    }

    [Fact]
    public async Task After_an_expired_version_the_watch_begins_with_what_is_there()
    {
        Watch(count => count == 1 ? [new Fault(FaultKind.NotFound, "eu", "Expired")] : [Event("b", "Completed")]);

        Assert.Equal(WaitEnd.Over, (await WaitAsync()).End);
        Assert.NotEqual("", _versions[0]);
        Assert.Equal("", _versions[1]);
    }

    [Fact]
    public async Task Without_the_right_to_watch_the_object_is_read_now_and_then()
    {
        var reads = 0;
        Watch(_ => [new Fault(FaultKind.Forbidden, "eu", "no watch")]);
        _eu.Acts = (_, found) => found["status"]!["phase"] = ++reads > 3 ? "Completed" : "InProgress";

        Assert.Equal(WaitEnd.Over, (await WaitAsync()).End);
        Assert.Single(_versions);
    }

    [Fact]
    public async Task A_cluster_that_does_not_come_back_is_given_up_at_last()
    {
        Watch(_ => []);
        var reads = 0;
        _eu.Fails = _ => ++reads > 1 ? FaultKind.ConnectionRefused : null;

        var result = await WaitAsync();

        Assert.Equal((WaitEnd.Lost, FaultKind.ConnectionRefused), (result.End, result.Fault!.Kind));
        Assert.Equal("InProgress", (string?)result.Last!["status"]!["phase"]);
    }

    [Fact]
    public async Task When_the_time_is_over_the_object_is_read_once_more()
    {
        using var stop = new CancellationTokenSource();
        Watch(_ =>
        {
            // The connection has been frozen since, and the backup has ended.
            _eu.Add(s_path, """{"metadata": {"name": "b"}, "status": {"phase": "Completed"}}""");
            stop.Cancel();
            return [];
        });

        Assert.Equal(WaitEnd.Over, (await WaitAsync(TimeProvider.System, stop.Token)).End);
    }

    [Fact]
    public async Task A_deleted_object_is_gone()
    {
        Watch(_ => [new WatchEvent("DELETED", Object("b", "InProgress"))]);

        Assert.Equal(WaitEnd.Gone, (await WaitAsync()).End);
    }

    private Task<WaitResult> WaitAsync() => WaitAsync(new FakeTime(TimeSpan.FromSeconds(10)), CancellationToken.None);

    private async Task<WaitResult> WaitAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var wait = new ObjectWait(time, TimeSpan.FromMinutes(10));
        return await wait.UntilAsync(
            _eu.Cluster, s_path, "a=b", found => (string?)found["status"]!["phase"] == "Completed", cancellationToken)
            .WaitAsync(Given.Limit, CancellationToken.None);
    }

    private void Watch(Func<int, IReadOnlyList<Outcome<WatchEvent>>> events) => _eu.Watches = (_, version) =>
    {
        _versions.Add(version);
        return events(_versions.Count);
    };

    private static Outcome<WatchEvent> Event(string name, string phase) => new WatchEvent("MODIFIED", Object(name, phase));

    private static JsonObject Object(string name, string phase) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["status"] = new JsonObject { ["phase"] = phase },
    };
}
