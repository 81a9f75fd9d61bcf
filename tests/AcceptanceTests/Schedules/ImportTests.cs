using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

public sealed class ImportTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task Schedules_named_as_the_provider_names_them_are_found_by_their_prefix()
    {
        await CreateByHandAsync(ScheduleOn);
        var terraform = Terraform("Schedules/daily.tf");

        (await terraform.ImportAsync(Schedule.Address, Prefix)).Succeeded();

        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task Schedules_under_names_of_their_own_are_adopted_and_keep_them()
    {
        await CreateByHandAsync(cluster => $"velero-{Prefix}-{cluster.Name}");
        var terraform = Terraform("Schedules/daily.tf");

        var id = $"{Prefix}:{string.Join(',', Clusters.Select(c => $"{c.Name}=velero-{Prefix}-{c.Name}"))}";
        (await terraform.ImportAsync(Schedule.Address, id)).Succeeded();

        (await terraform.PlanAsync()).IsEmpty();
        terraform.Use("Schedules/weekly.tf");
        (await terraform.ApplyAsync()).Succeeded();
        foreach (var cluster in Clusters)
        {
            var adopted = await cluster.ScheduleAsync($"velero-{Prefix}-{cluster.Name}");
            Assert.Equal("30 4 * * 0", (string?)adopted!["spec"]!["schedule"]);
            Assert.Equal(Prefix, (string?)adopted["metadata"]!["labels"]!["workspace-backup.io/prefix"]);
            Assert.Null(await cluster.ScheduleAsync(ScheduleOn(cluster)));
        }

        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await Clusters[0].ScheduleAsync($"velero-{Prefix}-c1"));
    }

    /// <summary>
    /// Terraform 1.16.0 to 1.16.2 look for hashicorp/workspace where an import block has no resource yet and names no provider.
    /// </summary>
    [Theory]
    [InlineData("Schedules/import_block.tf")]
    [InlineData("Schedules/import_block_provider.tf")]
    public async Task An_import_block_generates_a_configuration_whose_plan_only_imports(string configuration)
    {
        await CreateByHandAsync(ScheduleOn);
        var terraform = Terraform(configuration);

        var plan = await terraform.PlanAsync("-generate-config-out=generated.tf");
        Assert.Empty(plan.ActionsOn(Schedule.Address));

        // With the resource there, the block may not name the provider any more.
        terraform.Use("Schedules/import_block.tf");
        (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(Prefix, await File.ReadAllTextAsync(terraform.In("generated.tf")));
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_generated_configuration_of_many_fields_under_other_names_has_an_empty_plan()
    {
        var spec = JsonNode.Parse("""
            {"schedule": "CRON_TZ=Europe/Berlin 30 2 * * 1-5", "paused": true, "template": {
              "storageLocation": "default", "includedNamespaces": ["shop"], "excludedResources": ["events"],
              "ttl": "48h0m0s", "snapshotVolumes": false, "includeClusterResources": false,
              "csiSnapshotTimeout": "20m0s", "itemOperationTimeout": "4h0m0s", "defaultVolumesToFsBackup": false,
              "orderedResources": {"pods": "shop/first"},
              "labelSelector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["web"]}]},
              "hooks": {"resources": [{
                "name": "quiesce", "pre": [{"exec": {"command": ["sync"], "timeout": "30s"}}]}]}}}
            """)!;
        foreach (var cluster in new[] { Clusters[0], Clusters[2] })
        {
            await cluster.CreateScheduleAsync($"velero-{Prefix}-{cluster.Name}", spec.DeepClone().AsObject());
        }

        var terraform = Terraform("Schedules/import_names.tf");

        var plan = await terraform.PlanAsync("-generate-config-out=generated.tf");

        Assert.Empty(plan.ActionsOn(Schedule.Address));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
    }

    [Fact]
    public async Task A_prefix_that_no_cluster_knows_is_an_error()
    {
        var terraform = Terraform("Schedules/daily.tf");

        var run = (await terraform.ImportAsync(Schedule.Address, Prefix)).Failed();

        Assert.True(run.Command.Error.Contains(ScheduleOn(Clusters[0])), run.Command.Error);
    }

    private async Task CreateByHandAsync(Func<TestCluster, string> name)
    {
        foreach (var cluster in Clusters)
        {
            await cluster.CreateScheduleAsync(name(cluster), Schedule.Daily());
        }
    }
}
