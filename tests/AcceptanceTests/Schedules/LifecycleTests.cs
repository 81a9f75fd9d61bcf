using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

public sealed class LifecycleTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task Apply_puts_a_schedule_on_every_cluster_and_the_second_plan_is_empty()
    {
        var terraform = Terraform("Schedules/daily.tf");

        (await terraform.ApplyAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            var schedule = await cluster.ScheduleAsync(ScheduleOn(cluster));
            Assert.NotNull(schedule);
            var spec = schedule["spec"]!;
            Assert.Equal("0 2 * * *", (string?)spec["schedule"]);
            Assert.Equal("default", (string?)spec["template"]!["storageLocation"]);
            Assert.Equal("720h0m0s", (string?)spec["template"]!["ttl"]);
            Assert.Equal(["shop", "shop-db"], Strings(spec["template"]!["includedNamespaces"]));
            Assert.False((bool?)spec["useOwnerReferencesInBackup"]);
            Assert.Equal("Enabled", (string?)schedule["status"]!["phase"]);

            var expected = new Dictionary<string, string>
            {
                ["app.kubernetes.io/managed-by"] = "terraform-provider-workspace",
                ["workspace-backup.io/workspace"] = "default",
                ["workspace-backup.io/prefix"] = Prefix,
                ["workspace-backup.io/cluster"] = cluster.Name,
                ["workspace-backup.io/cluster-uid"] = await cluster.UidAsync(),
            };
            Assert.Equal(expected, Map(schedule["metadata"]!["labels"]));
            Assert.Equal(expected, Map(spec["template"]!["metadata"]!["labels"]));
            Assert.Equal("c1,c2,c3", (string?)schedule["metadata"]!["annotations"]!["workspace-backup.io/clusters"]);
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task The_state_shows_what_is_on_every_cluster()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();

        var state = await terraform.StateAsync(Schedule.Address);

        Assert.NotNull(state);
        Assert.Equal($"default/{Prefix}", (string?)state["id"]);
        Assert.Empty(state["skipped_clusters"]!.AsObject());
        Assert.Equal(["c1", "c2", "c3"], state["schedules"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(["c1", "c2", "c3"], state["crons"]!.AsObject().Select(entry => entry.Key));
        foreach (var cluster in Clusters)
        {
            var entry = state["schedules"]![cluster.Name]!;
            Assert.Equal(ScheduleOn(cluster), (string?)entry["name"]);
            Assert.Equal(await cluster.UidAsync(), (string?)entry["cluster_uid"]);
            Assert.Equal("0 2 * * *", (string?)entry["schedule"]);
            Assert.Equal($"default/{Prefix}/{cluster.Name}", (string?)entry["owner"]);
            Assert.Equal("720h0m0s", (string?)entry["settings"]!["expiry"]);
            Assert.Equal("default", (string?)entry["settings"]!["backup_location"]);
            Assert.Equal("""["shop","shop-db"]""", (string?)entry["settings"]!["namespaces"]);
            Assert.False((bool?)entry["paused"]);
        }
    }

    [Fact]
    public async Task Every_argument_arrives_in_the_schedule_and_the_second_plan_is_empty()
    {
        var terraform = Terraform("Schedules/everything.tf");

        (await terraform.ApplyAsync()).Succeeded();

        var schedule = await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0]));
        Assert.NotNull(schedule);
        var template = schedule["spec"]!["template"]!;
        Assert.True((bool?)schedule["spec"]!["paused"]);
        Assert.Equal("720h0m0s", (string?)template["ttl"]);
        Assert.False((bool?)template["snapshotVolumes"]);
        Assert.False((bool?)template["defaultVolumesToFsBackup"]);
        Assert.False((bool?)template["includeClusterResources"]);
        Assert.Equal(["shop-db"], Strings(template["includedNamespaces"]));
        Assert.Equal("payments", (string?)schedule["metadata"]!["labels"]!["team"]);
        Assert.Equal("payments", (string?)template["metadata"]!["labels"]!["team"]);
        Assert.Null(await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1])));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_changed_configuration_is_written_into_the_same_objects()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        var before = await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0]));
        await Clusters[0].EditScheduleAsync(ScheduleOn(Clusters[0]), new()
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["somebody"] = "else" } },
            ["status"] = new JsonObject { ["lastBackup"] = "2025-01-02T03:04:05Z" },
        });

        terraform.Use("Schedules/weekly.tf");
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.Contains("c2.schedule: \"0 2 * * *\" -> \"30 4 * * 0\"", plan.ChangesIn(Schedule.Address, "schedules"));
        (await terraform.ApplySavedPlanAsync()).Succeeded();

        var after = await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0]));
        Assert.NotNull(after);
        Assert.Equal((string?)before!["metadata"]!["uid"], (string?)after["metadata"]!["uid"]);
        Assert.Equal("30 4 * * 0", (string?)after["spec"]!["schedule"]);
        Assert.Equal("1344h0m0s", (string?)after["spec"]!["template"]!["ttl"]);
        Assert.Equal(["shop"], Strings(after["spec"]!["template"]!["includedNamespaces"]));
        Assert.Equal("else", (string?)after["metadata"]!["labels"]!["somebody"]);
        Assert.Equal("2025-01-02T03:04:05Z", (string?)after["status"]!["lastBackup"]);
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Another_prefix_replaces_the_schedules()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();

        var variables = Variables(Connections());
        variables["prefix"] = $"{Prefix}-b";
        terraform.SetVariables(variables);
        (await terraform.ApplyAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            Assert.Null(await cluster.ScheduleAsync(ScheduleOn(cluster)));
            Assert.NotNull(await cluster.ScheduleAsync($"{Prefix}-b-{cluster.Name}"));
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_cluster_left_out_loses_its_schedule_and_gets_it_back_when_named_again()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();

        terraform.Use("Schedules/some_clusters.tf");
        (await terraform.ApplyAsync()).Succeeded();
        Assert.Null(await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1])));
        Assert.NotNull(await Clusters[0].ScheduleAsync(ScheduleOn(Clusters[0])));
        (await terraform.PlanAsync()).IsEmpty();

        terraform.Use("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();
        Assert.NotNull(await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1])));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_detached_cluster_loses_its_schedule()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();

        var detached = Clusters[1].Connection();
        detached["detached"] = true;
        terraform.SetVariables(Variables(Connections((Clusters[1], detached))));
        (await terraform.ApplyAsync()).Succeeded();

        Assert.Null(await Clusters[1].ScheduleAsync(ScheduleOn(Clusters[1])));
        Assert.NotNull(await Clusters[2].ScheduleAsync(ScheduleOn(Clusters[2])));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Destroy_removes_the_schedules_of_all_clusters()
    {
        var terraform = Terraform("Schedules/daily.tf");
        (await terraform.ApplyAsync()).Succeeded();

        (await terraform.DestroyAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            Assert.Null(await cluster.ScheduleAsync(ScheduleOn(cluster)));
        }

        Assert.Null(await terraform.StateAsync(Schedule.Address));
    }

    private static IEnumerable<string> Strings(JsonNode? list) => list!.AsArray().Select(item => (string)item!);

    private static Dictionary<string, string> Map(JsonNode? map) =>
        map!.AsObject().ToDictionary(entry => entry.Key, entry => (string)entry.Value!);
}
