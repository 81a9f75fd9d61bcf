using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>What becomes of a restore when a cluster, or Terraform, goes away in the middle.</summary>
public sealed class LostClusterTests : RestoreTest
{
    private readonly Gateway _gateway;
    private readonly TestCluster _lost;

    public LostClusterTests(ClustersFixture fixture)
        : base(fixture)
    {
        _lost = Clusters[1];
        _gateway = Owned(new Gateway(_lost.Url));
    }

    [Fact]
    public async Task A_cluster_that_comes_back_is_waited_for()
    {
        await BackUpAsync();
        var terraform = Restore(clusters: ThroughGateway());
        terraform.Log();

        var applying = terraform.ApplyAsync();
        await WaitedForAsync(terraform, applying);
        _gateway.Shut();
        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster))).WaitAsync(Limit);
        _gateway.Open();
        (await applying).Succeeded();

        Assert.All(await PhasesAsync(terraform), restore => Assert.Equal("Completed", restore.Phase));
    }

    [Fact]
    public async Task A_cluster_that_stays_lost_is_an_error_and_what_was_started_everywhere_is_kept()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["timeouts"] = new JsonObject { ["create"] = "30s" } }, ThroughGateway());
        terraform.Log();

        var applying = terraform.ApplyAsync();
        await WaitedForAsync(terraform, applying);
        _gateway.Shut();
        await Task.WhenAll(EndAsync(Clusters[0]), EndAsync(Clusters[2])).WaitAsync(Limit);
        var apply = (await applying).Failed();

        var error = Assert.Single(apply.Errors);
        Assert.StartsWith("error: Cluster Unreachable", $"{error}");
        Assert.Contains("\"c2\"", error.Detail);
        Assert.Contains("which goes on if the cluster still runs", error.Detail);
        Assert.Equal([("c1", "Completed"), ("c2", "New"), ("c3", "Completed")], await PhasesAsync(terraform));
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_was_started_and_says_what_still_runs()
    {
        await BackUpAsync();
        var terraform = Restore();

        var apply = (await terraform.InterruptedApplyAsync(
            Task.WhenAll(Clusters.Select(cluster => cluster.FirstAsync("restores", Selector))))).Failed();

        var warning = Assert.Single(apply.Warnings, warning => warning.Summary.StartsWith("Still Running", StringComparison.Ordinal));
        foreach (var cluster in Clusters)
        {
            Assert.Contains(Name(Assert.Single(await RestoresAsync(cluster))), warning.Detail);
        }

        await Task.WhenAll(Clusters.Select(cluster => EndAsync(cluster))).WaitAsync(Limit);
        (await terraform.ApplyAsync()).Succeeded();
        Assert.All(await PhasesAsync(terraform), restore => Assert.Equal("Completed", restore.Phase));
        Assert.Single(await RestoresAsync(Clusters[0]));
    }

    [Fact]
    public async Task A_refresh_while_a_cluster_is_down_warns_and_keeps_what_was_seen()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false }, ThroughGateway());
        (await terraform.ApplyAsync()).Succeeded();
        _gateway.Shut();

        var plan = await terraform.PlanAsync();

        Assert.Empty(plan.ActionsOn(Address));
        Assert.Contains(plan.Warnings, warning => warning.Detail.Contains("\"c2\""));
    }

    [Fact]
    public async Task Destroy_keeps_what_it_could_not_reach_and_finishes_later()
    {
        await BackUpAsync();
        var terraform = Restore(new() { ["wait"] = false }, ThroughGateway());
        (await terraform.ApplyAsync()).Succeeded();
        _gateway.Shut();

        var destroy = (await terraform.DestroyAsync()).Failed();
        Assert.Contains("c2", $"{Assert.Single(destroy.Errors)}");
        Assert.Equal([("c2", "New")], await PhasesAsync(terraform));

        _gateway.Open();
        (await terraform.DestroyAsync()).Succeeded();
        await NothingIsRestoredAsync();
    }

    /// <summary>Waits until the provider knows that the restore was stored, and waits for its end.</summary>
    private Task WaitedForAsync(TerraformDirectory terraform, Task<TerraformResult> applying) =>
        terraform.UntilLoggedAsync(
            $"Cluster {_lost.Name}: Restore velero/", applying, () => RestoresAsync(_lost));

    private JsonObject ThroughGateway() => Connections((_lost, _lost.Connection(through: _gateway.Address)));
}
