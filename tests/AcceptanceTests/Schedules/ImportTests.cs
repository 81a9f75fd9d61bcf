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

    [Fact]
    public async Task An_import_block_generates_a_configuration_whose_plan_only_imports()
    {
        await CreateByHandAsync(ScheduleOn);
        var terraform = Terraform("Schedules/import_block.tf");

        await terraform.PlanAsync("-generate-config-out=generated.tf");
        (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(Prefix, await File.ReadAllTextAsync(terraform.In("generated.tf")));
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
