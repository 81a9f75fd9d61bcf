using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

public sealed class DriftTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    /// <summary>Name of the case, an edit of c2's Schedule, the only change that the plan may show.</summary>
    public static TheoryData<string, string, string> Edits => new()
    {
        {
            "another time", """{"spec": {"schedule": "0 3 * * *"}}""",
            "c2.schedule: \"0 3 * * *\" -> \"0 2 * * *\""
        },
        {
            "paused", """{"spec": {"paused": true}}""",
            "c2.paused: true -> false"
        },
        {
            "another time to live", """{"spec": {"template": {"ttl": "24h0m0s"}}}""",
            "c2.settings.expiry: \"24h0m0s\" -> \"720h0m0s\""
        },
        {
            "a namespace less", """{"spec": {"template": {"includedNamespaces": ["shop"]}}}""",
            "c2.settings.namespaces: \"[\\\"shop\\\"]\" -> \"[\\\"shop\\\",\\\"shop-db\\\"]\""
        },
        {
            "a field set that is not configured", """{"spec": {"template": {"snapshotMoveData": true}}}""",
            "c2.settings.snapshot_move_data: \"true\" -> null"
        },
    };

    /// <summary>Name of the case and an edit of c2's Schedule that changes nothing the provider owns.</summary>
    public static TheoryData<string, string> HarmlessEdits => new()
    {
        { "the same duration in another spelling", """{"spec": {"template": {"ttl": "720h"}}}""" },
        {
            "the namespaces in another order",
            """{"spec": {"template": {"includedNamespaces": ["shop-db", "shop"]}}}"""
        },
        { "somebody's label", """{"metadata": {"labels": {"somebody": "else"}}}""" },
        { "what Velero writes", """{"status": {"lastBackup": "2025-01-02T03:04:05Z"}}""" },
        { "an empty map for an absent one", """{"spec": {"template": {"hooks": {}}}}""" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task An_edit_shows_as_a_change_of_that_cluster_and_field_and_apply_repairs_it(
        string edit, string patch, string change)
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        await Clusters[1].EditScheduleAsync(ScheduleOn(Clusters[1]), JsonNode.Parse(patch)!.AsObject());

        var plan = await terraform.PlanAsync();

        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.Equal([change], plan.ChangesIn(Schedule.Address, "schedules"));
        Assert.True(
            plan.Warnings.Any(warning => $"{warning}".Contains("c2") && $"{warning}".Contains("kubectl-edit")),
            $"{edit}: no warning says who did it\n{string.Concat(plan.Diagnostics)}");
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Theory]
    [MemberData(nameof(HarmlessEdits))]
    public async Task An_edit_that_means_the_same_is_no_drift(string edit, string patch)
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        await Clusters[1].EditScheduleAsync(ScheduleOn(Clusters[1]), JsonNode.Parse(patch)!.AsObject());

        var plan = await terraform.PlanAsync();

        Assert.True(plan.ActionsOn(Schedule.Address).Count == 0, edit);
        plan.IsEmpty();
    }

    [Fact]
    public async Task A_schedule_deleted_on_one_cluster_is_made_again_there()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        var untouched = await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0]));
        await Clusters[1].DeleteScheduleAsync(ScheduleOn(Clusters[1]));

        var plan = await terraform.PlanAsync();

        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.All(plan.ChangesIn(Schedule.Address, "schedules"), change => Assert.StartsWith("c2.", change));
        var warning = Assert.Single(plan.Warnings);
        Assert.StartsWith("Schedule Deleted By Others: ", warning.Summary);
        Assert.All([ScheduleOn(Clusters[1]), "c2"], word => Assert.Contains(word, warning.Detail));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.NotNull(await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1])));
        Assert.Equal(
            (string?)untouched!["metadata"]!["uid"],
            (string?)(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])))!["metadata"]!["uid"]);
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Schedules_deleted_on_all_clusters_are_a_deleted_resource()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        foreach (var cluster in Clusters)
        {
            await cluster.DeleteScheduleAsync(ScheduleOn(cluster));
        }

        var plan = await terraform.PlanAsync();

        Assert.Equal(["create"], plan.ActionsOn(Schedule.Address));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
    }
}
