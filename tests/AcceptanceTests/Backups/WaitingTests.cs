using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Backups;

/// <summary>What becomes of a backup while it is waited for.</summary>
public sealed class WaitingTests : BackupTest
{
    private readonly Gateway _gateway;
    private readonly TestCluster _lost;

    public WaitingTests(ClustersFixture fixture)
        : base(fixture)
    {
        _lost = Clusters[1];
        _gateway = Owned(new Gateway(_lost.Url));
    }

    [Fact]
    public async Task Every_phase_is_waited_through_and_told_to_the_log()
    {
        string[] phases =
        [
            "Queued", "ReadyToStart", "InProgress", "WaitingForPluginOperations",
            "WaitingForPluginOperationsPartiallyFailed", "Finalizing", "FinalizingPartiallyFailed",
        ];
        var terraform = Terraform("Backups/upgrade.tf", new() { ["c1"] = Clusters[0].Connection() });
        terraform.Log();

        var applying = terraform.ApplyAsync();
        await terraform.UntilLoggedAsync("phase New, 0 of 0 items", applying, () => BackupsAsync(Clusters[0]));
        foreach (var phase in phases)
        {
            await SetAsync(Clusters[0], new()
            {
                ["phase"] = phase,
                ["progress"] = new JsonObject { ["itemsBackedUp"] = 3, ["totalItems"] = 8 },
            });
            await terraform.UntilLoggedAsync($"phase {phase}, 3 of 8 items", applying, () => BackupsAsync(Clusters[0]));
            Assert.False(applying.IsCompleted);
        }

        await EndAsync(Clusters[0]);
        (await applying).Succeeded();
        Assert.Equal([("c1", "Completed")], await PhasesAsync(terraform));
    }

    [Fact]
    public async Task A_cluster_that_is_lost_and_comes_back_is_waited_for()
    {
        var terraform = Terraform("Backups/upgrade.tf", ThroughGateway());
        terraform.Log();

        var applying = terraform.ApplyAsync();
        await WaitedForAsync(terraform, applying);
        _gateway.Shut();
        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster))).WaitAsync(Limit);
        _gateway.Open();
        (await applying).Succeeded();

        Assert.True((bool?)(await terraform.StateAsync(Address))!["complete"]);
    }

    [Fact]
    public async Task A_cluster_that_stays_lost_is_an_error_and_what_was_started_everywhere_is_kept()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With("timeouts", new JsonObject { ["create"] = "30s" }, ThroughGateway()));
        terraform.Log();

        var applying = terraform.ApplyAsync();
        await WaitedForAsync(terraform, applying);
        _gateway.Shut();
        await Task.WhenAll(EndAsync(Clusters[0]), EndAsync(Clusters[2])).WaitAsync(Limit);
        var apply = (await applying).Failed();

        var error = Assert.Single(apply.Errors);
        Assert.StartsWith("error: Cluster Unreachable", $"{error}");
        Assert.Contains("\"c2\"", error.Detail);
        Assert.Equal([("c1", "Completed"), ("c2", "New"), ("c3", "Completed")], await PhasesAsync(terraform));
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_was_started_and_says_what_still_runs()
    {
        var terraform = Terraform("Backups/upgrade.tf");

        var apply = (await terraform.InterruptedApplyAsync(
            Task.WhenAll(Clusters.Select(cluster => cluster.FirstAsync("backups", Selector))))).Failed();

        var warning = Assert.Single(apply.Warnings, warning => warning.Summary.StartsWith("Still Running", StringComparison.Ordinal));
        foreach (var cluster in Clusters)
        {
            Assert.Contains(Name(Assert.Single(await BackupsAsync(cluster))), warning.Detail);
        }

        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster))).WaitAsync(Limit);
        (await terraform.ApplyAsync()).Succeeded();
        Assert.True((bool?)(await terraform.StateAsync(Address))!["complete"]);
        Assert.Single(await BackupsAsync(Clusters[0]));
    }

    [Fact]
    public async Task A_bad_end_that_nobody_waited_for_is_told_by_the_next_refresh_and_once_it_is_in_state_no_more()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With("wait", false));
        (await terraform.ApplyAsync()).Succeeded();
        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster, "Failed"))).WaitAsync(Limit);

        var apply = (await terraform.ApplyAsync()).Succeeded();

        var told = Assert.Single(apply.Warnings, warning => warning.Detail.Contains("the disk is full")).Detail;
        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, told));
        Assert.Empty((await terraform.PlanAsync()).IsEmpty().Warnings);
    }

    [Fact]
    public async Task The_end_of_the_time_limit_is_an_error_that_keeps_what_was_started()
    {
        var terraform = Terraform("Backups/upgrade.tf");
        terraform.SetVariables(With("timeouts", new JsonObject { ["create"] = "1s" }));

        var apply = (await terraform.ApplyAsync()).Failed();

        Assert.All(Clusters, cluster => Assert.Contains(cluster.Name, Assert.Single(apply.Errors).Detail));
        Assert.All(apply.Errors, error => Assert.Contains("Velero answers, but has not begun it", error.Detail));
        Assert.All(await PhasesAsync(terraform), backup => Assert.Equal("New", backup.Phase));
    }

    /// <summary>Waits until the provider knows that the backup was stored, and waits for its end.</summary>
    private Task WaitedForAsync(TerraformDirectory terraform, Task<TerraformResult> applying) =>
        terraform.UntilLoggedAsync(
            $"Cluster {_lost.Name}: Backup velero/", applying, () => BackupsAsync(_lost));

    private JsonObject ThroughGateway() => Connections((_lost, _lost.Connection(through: _gateway.Address)));
}
