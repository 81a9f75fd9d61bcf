using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Clusters;

public sealed class VeleroServersTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly FakeCluster _eu = new("eu");
    private readonly VeleroServers _servers = new(new FakeTime());

    [Fact]
    public async Task A_server_tells_its_version_and_each_plugin_once()
    {
        var server = await AskAsync();

        Assert.Equal("v1.18.1", server.Value.Version);
        Assert.Equal(
            [new VeleroPlugin("ObjectStore", "velero.io/aws"), new VeleroPlugin("RestoreItemAction", "velero.io/pod")],
            server.Value.Plugins);
    }

    [Fact]
    public async Task The_request_is_gone_afterwards()
    {
        await AskAsync();

        Assert.Equal(["POST", "GET", "DELETE"], _eu.Questions.Select(request => request.Verb));
    }

    [Fact]
    public async Task Everybody_shares_one_request()
    {
        var first = AskAsync();
        var second = AskAsync();

        Assert.Equal((await first).Value, (await second).Value);
        await AskAsync();
        Assert.Single(_eu.Questions, request => request.Verb == "POST");
    }

    [Fact]
    public async Task Without_a_server_it_ends_after_the_limit_and_takes_the_request_back()
    {
        _eu.VeleroVersion = null;

        var server = await AskAsync();

        Assert.Equal(FaultKind.VeleroNotAnswering, server.Fault!.Kind);
        Assert.True(server.Fault.IsUnhealthy);
        Assert.Equal("DELETE", _eu.Questions.Last().Verb);
    }

    [Fact]
    public async Task An_identity_that_may_not_ask_is_told_so()
    {
        _eu.FailedQuestions["serverstatusrequests"] = FaultKind.Forbidden;

        Assert.Equal(FaultKind.Forbidden, (await AskAsync()).Fault!.Kind);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_stopped_alone()
    {
        using var stopped = new CancellationTokenSource();
        var time = new HeldTime();
        var servers = new VeleroServers(time);
        var patient = servers.AskAsync(_eu.Cluster, CancellationToken.None).WaitAsync(s_limit);
        var waiting = servers.AskAsync(_eu.Cluster, stopped.Token).WaitAsync(s_limit);

        await stopped.CancelAsync();

        Assert.Equal(FaultKind.Cancelled, (await waiting).Fault!.Kind);
        time.Release();
        Assert.True((await patient).Succeeded);
    }

    private async Task<Outcome<VeleroServer>> AskAsync() =>
        await _servers.AskAsync(_eu.Cluster, CancellationToken.None).WaitAsync(s_limit);

    /// <summary>A clock on which nothing comes due before it is released.</summary>
    private sealed class HeldTime : TimeProvider
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ = _released.Task.ContinueWith(_ => callback(state), TaskScheduler.Default);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
