using VeleroSandbox.Json;
using VeleroSandbox.Velero;

namespace VeleroSandbox.Tests.Velero;

/// <summary>One backup at a time, as seen on a real 1.18.2 (velero-facts 28 and 51).</summary>
public sealed class BackupQueueTests : IDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Sandbox _sandbox = Sandbox.Start();

    private SandboxCluster Cluster => _sandbox["c1"];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Others_wait_with_their_place_and_begin_at_the_look_that_comes_once_a_minute()
    {
        Cluster.Velero.RunTime = TimeSpan.FromSeconds(10);
        Create("a", "b", "c");

        Assert.Equal(["InProgress", "Queued 1", "Queued 2"], Phases("a", "b", "c"));

        // It ends with half a minute to go, in which nothing happens.
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["Completed", "Queued 1", "Queued 2"], Phases("a", "b", "c"));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["Completed", "InProgress", "Queued 1"], Phases("a", "b", "c"));
        _sandbox.Clock.Advance(2 * s_minute);
        Assert.Equal(["Completed", "Completed", "Completed"], Phases("a", "b", "c"));
    }

    [Fact]
    public void What_comes_while_others_wait_is_queued_behind_them()
    {
        Cluster.Velero.RunTime = TimeSpan.FromSeconds(10);
        Create("a", "b");
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(30));

        Create("c");

        Assert.Equal(["Completed", "Queued 1", "Queued 2"], Phases("a", "b", "c"));
    }

    [Fact]
    public void One_that_hangs_blocks_all_until_the_server_restarts_and_goes_through_them_one_a_second()
    {
        Cluster.Velero.OnBackup = static backup =>
            backup.Text("metadata", "name") == "a" ? BackupOutcome.Stuck : BackupOutcome.Completed;
        Create("a", "b", "c");
        _sandbox.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(["InProgress", "Queued 1", "Queued 2"], Phases("a", "b", "c"));

        Cluster.Velero.Restart();
        _sandbox.Settle();
        Assert.Equal(["Failed", "Completed", "Queued 1"], Phases("a", "b", "c"));
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["Failed", "Completed", "Completed"], Phases("a", "b", "c"));
    }

    [Fact]
    public void The_place_of_one_whose_object_is_deleted_while_it_runs_is_never_given_back()
    {
        Cluster.Velero.RunTime = TimeSpan.FromSeconds(10);
        Create("a", "b");
        Cluster.Delete("backups", "a");
        _sandbox.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(["Queued 1"], Phases("b"));

        Cluster.Velero.Restart();
        _sandbox.Settle();
        _sandbox.Clock.Advance(s_minute);
        Assert.Equal(["Completed"], Phases("b"));
    }

    [Fact]
    public void What_waits_for_plugins_holds_no_place()
    {
        Cluster.Velero.OnBackup = static backup => backup.Text("metadata", "name") == "a"
            ? new BackupOutcome("WaitingForPluginOperations")
            : BackupOutcome.Completed;
        Create("a", "b");

        Assert.Equal(["WaitingForPluginOperations", "Completed"], Phases("a", "b"));
    }

    [Fact]
    public void A_schedule_goes_on_adding_to_the_queue()
    {
        Cluster.Velero.OnBackup = static _ => BackupOutcome.Stuck;
        Create("a");
        Cluster.Create("schedules", Some.Schedule("s", "* * * * *"));

        _sandbox.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True(Cluster.List("backups").Count(static backup => backup.Text("status", "phase") == "Queued") > 2);
    }

    [Fact]
    public void Before_1_18_they_run_at_the_same_time()
    {
        using var sandbox = Sandbox.Start(1, new SandboxOptions { VeleroVersion = "1.16.2", RunTime = s_minute });
        sandbox["c1"].Create("backups", Some.Backup("a"));
        sandbox["c1"].Create("backups", Some.Backup("b"));
        sandbox.Settle();

        Assert.Equal(("InProgress", "InProgress"), (sandbox["c1"].Phase("backups", "a"), sandbox["c1"].Phase("backups", "b")));
    }

    private void Create(params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Cluster.Create("backups", Some.Backup(name));
            _sandbox.Settle();
        }
    }

    private IEnumerable<string> Phases(params IEnumerable<string> names) => names.Select(name =>
    {
        var status = Cluster.Get("backups", name).At("status");
        return string.Join(' ', [status.Text("phase"), .. status.At("queuePosition") is { } place ? [place.ToJsonString()] : (string[])[]]);
    });
}
