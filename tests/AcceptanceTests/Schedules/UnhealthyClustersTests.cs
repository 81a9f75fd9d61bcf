using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

public sealed class UnhealthyClustersTests : AcceptanceTest
{
    private readonly Gateway _gateway;
    private readonly TestCluster _unhealthy;

    public UnhealthyClustersTests(ClustersFixture fixture)
        : base(fixture)
    {
        _unhealthy = Clusters[1];
        _gateway = Owned(new Gateway(_unhealthy.Url));
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_skipped_with_a_warning_and_added_once_it_is_back()
    {
        _gateway.Shut();
        var terraform = Terraform("Schedules/daily.tf", ThroughGateway());

        var apply = (await terraform.ApplyAsync()).Succeeded();
        AssertNamed(apply.Warnings);
        Assert.Equal(["c2"], await SkippedAsync(terraform));
        Assert.NotNull(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));

        AssertNamed((await terraform.PlanAsync()).IsEmpty().Warnings);

        _gateway.Open();
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.NotNull(await _unhealthy.ScheduleAsync(ScheduleOn(_unhealthy)));
        Assert.Empty(await SkippedAsync(terraform));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_cluster_that_takes_connections_and_never_answers_is_skipped_after_the_time_limit()
    {
        _gateway.Hold();
        var terraform = Terraform("Schedules/daily.tf", ThroughGateway());

        AssertNamed((await terraform.ApplyAsync()).Succeeded().Warnings);

        Assert.Equal(["c2"], await SkippedAsync(terraform));
        Assert.NotNull(await Clusters[2].ScheduleAsync(ScheduleOn(Clusters[2])));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_waiting_and_leaves_nothing_behind()
    {
        _gateway.Hold();
        var terraform = Terraform("Schedules/daily.tf", ThroughGateway());

        (await terraform.InterruptedApplyAsync(_gateway.Reached)).Failed();

        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
        Assert.Null(await terraform.StateAsync(Schedule.Address));
    }

    [Fact]
    public async Task Asked_to_fail_it_writes_nothing_anywhere_when_a_cluster_is_down()
    {
        _gateway.Shut();
        var terraform = Terraform("Schedules/fail_when_unhealthy.tf", ThroughGateway());

        var apply = (await terraform.ApplyAsync()).Failed();

        Assert.Contains("c2", $"{Assert.Single(apply.Errors)}");
        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
        Assert.Null(await Clusters[2].ScheduleAsync(ScheduleOn(Clusters[2])));
        Assert.Null(await terraform.StateAsync(Schedule.Address));
    }

    [Fact]
    public async Task A_plan_while_a_cluster_is_down_is_empty()
    {
        var terraform = Terraform("Schedules/daily.tf", ThroughGateway());
        (await terraform.ApplyAsync()).Succeeded();

        _gateway.Shut();

        // The first such plan records that the cluster is skipped, if it must be recorded at all; none after it may.
        AssertNamed((await terraform.PlanAsync()).Warnings);
        (await terraform.ApplyAsync()).Succeeded();
        AssertNamed((await terraform.PlanAsync()).IsEmpty().Warnings);
    }

    [Fact]
    public async Task A_change_is_written_where_it_can_be_and_on_the_others_once_they_are_back()
    {
        var terraform = Terraform("Schedules/daily.tf", ThroughGateway());
        (await terraform.ApplyAsync()).Succeeded();
        _gateway.Shut();
        terraform.Use("Schedules/weekly.tf");

        AssertNamed((await terraform.ApplyAsync()).Succeeded().Warnings);

        Assert.Equal("30 4 * * 0", await TimeOnAsync(Clusters[0]));
        Assert.Equal("0 2 * * *", await TimeOnAsync(_unhealthy));
        Assert.Equal(["c2"], await SkippedAsync(terraform));

        _gateway.Open();
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.All(plan.ChangesIn(Schedule.Address, "schedules"), change => Assert.StartsWith("c2.", change));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.Equal("30 4 * * 0", await TimeOnAsync(_unhealthy));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Destroy_keeps_what_it_could_not_reach_and_finishes_later()
    {
        var terraform = Terraform("Schedules/daily.tf", ThroughGateway());
        (await terraform.ApplyAsync()).Succeeded();
        _gateway.Shut();

        var destroy = (await terraform.DestroyAsync()).Failed();
        Assert.Contains("c2", $"{Assert.Single(destroy.Errors)}");
        Assert.Null(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
        var state = await terraform.StateAsync(Schedule.Address);
        Assert.Equal(["c2"], state!["schedules"]!.AsObject().Select(entry => entry.Key));

        _gateway.Open();
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await _unhealthy.ScheduleAsync(ScheduleOn(_unhealthy)));
        Assert.Null(await terraform.StateAsync(Schedule.Address));
    }

    [Fact]
    public async Task With_every_cluster_down_there_is_nothing_to_write_and_that_is_an_error()
    {
        _gateway.Shut();
        var terraform = Terraform(
            "Schedules/daily.tf", new() { ["c2"] = _unhealthy.Connection(through: _gateway.Address) });

        var apply = (await terraform.ApplyAsync()).Failed();

        Assert.Contains(apply.Errors, error => $"{error}".Contains("c2"));
        Assert.Null(await terraform.StateAsync(Schedule.Address));
    }

    private JsonObject ThroughGateway() =>
        Connections((_unhealthy, _unhealthy.Connection(through: _gateway.Address)));

    private static void AssertNamed(IReadOnlyList<Diagnostic> warnings) =>
        Assert.Contains(warnings, warning => $"{warning}".Contains("c2"));

    private static async Task<IEnumerable<string>> SkippedAsync(TerraformDirectory terraform) =>
        (await terraform.StateAsync(Schedule.Address))!["skipped_clusters"]!.AsObject().Select(entry => entry.Key);

    private async Task<string?> TimeOnAsync(TestCluster cluster) =>
        (string?)(await cluster.ScheduleAsync(ScheduleOn(cluster)))!["spec"]!["schedule"];
}
