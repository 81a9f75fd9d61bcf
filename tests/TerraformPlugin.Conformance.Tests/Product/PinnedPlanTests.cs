using System.Globalization;
using System.Text.Json.Nodes;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Values;
using VeleroSandbox;

namespace TerraformPlugin.Conformance.Tests.Product;

/// <summary>
/// From 1.16 on Terraform hands the first plan's private state to the plan at apply: what was announced is carried out, whatever
/// has happened in between. The driver compares the two plans, and the result with them, as Terraform does.
/// </summary>
public sealed class PinnedPlanTests : IAsyncLifetime
{
    private const string Schedule = "workspace_backup_schedule";

    private readonly ProductOnSandbox _product = new();

    public Task InitializeAsync() => _product.StartAsync();

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Fact]
    public async Task The_plan_of_a_create_shows_every_cluster()
    {
        var (driver, config) = await ScheduleAsync();

        var plan = await driver.PlanAsync(null, config);
        var applied = await driver.ApplyAsync(plan, config);

        ConformanceSuite.Valid(applied.Findings);
        var elements = plan.Planned.Entries["schedules"];
        Assert.Equal(["c1", "c2"], elements.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(elements.Entries.Values, static element => Assert.Equal(
            ["uid"], element.Entries.Where(static e => !e.Value.IsWhollyKnown).Select(static e => e.Key)));
        Assert.Equal("0 2 * * *", elements.Entries["c1"].Entries["schedule"].AsString());
        Assert.Empty(plan.Planned.Entries["skipped_clusters"].Entries);
    }

    [Fact]
    public async Task An_older_Terraform_is_told_nothing_that_may_change_until_the_apply()
    {
        var (driver, config) = await ScheduleAsync(Cli.Older);

        var plan = await driver.PlanAsync(null, config);

        Assert.True(plan.Planned.Entries["schedules"].IsUnknown);
        Assert.True(plan.Planned.Entries["skipped_clusters"].IsUnknown);
        ConformanceSuite.Valid((await driver.ApplyAsync(plan, config)).Findings);
    }

    [Fact]
    public async Task A_cluster_that_the_plan_skips_is_skipped_though_it_is_back()
    {
        var (driver, config) = await ScheduleAsync();
        Cluster("c2").GoDown();

        var plan = await driver.PlanAsync(null, config);
        Cluster("c2").ComeBack();
        var applied = await driver.ApplyAsync(plan, config);

        ConformanceSuite.Valid(applied.Findings);
        Assert.Equal(["c1"], plan.Planned.Entries["schedules"].Entries.Keys);
        Assert.Equal(["c2"], plan.Planned.Entries["skipped_clusters"].Entries.Keys);
        Assert.Equal((1, 0), (Cluster("c1").Count("schedules"), Cluster("c2").Count("schedules")));

        // Refreshed, the next plan brings it.
        var (read, _) = await driver.ReadAsync(applied.Instance!);
        var next = await driver.ApplyAsync(await driver.PlanAsync(read, config), config);
        ConformanceSuite.Valid(next.Findings);
        Assert.Equal(["c1", "c2"], next.Instance!.State.Entries["schedules"].Entries.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_went_down_after_the_plan_is_an_error_and_nothing_is_written()
    {
        var (driver, config) = await ScheduleAsync();

        var plan = await driver.PlanAsync(null, config);
        Cluster("c2").GoDown();
        var applied = await driver.ApplyAsync(plan, config);

        var error = Assert.Single(applied.Findings.Errors);
        Assert.Contains("\"c2\"", error.Detail, StringComparison.Ordinal);
        Assert.Null(applied.Instance);
        Assert.Equal(0, Cluster("c1").Count("schedules"));
    }

    [Fact]
    public async Task A_restore_takes_the_backups_that_were_announced_though_newer_ones_have_come()
    {
        var (driver, config, chosen) = await RestoreAsync();

        var plan = await driver.PlanAsync(null, config);
        AddNewerRun();
        var anew = await driver.PlanAsync(null, config);
        var applied = await driver.ApplyAsync(plan, config);

        ConformanceSuite.Valid(applied.Findings);
        Assert.Equal(chosen, Backups(plan.Planned));
        Assert.Equal(chosen, Backups(applied.Instance!.State));
        Assert.NotEqual(chosen, Backups(anew.Planned));
    }

    [Fact]
    public async Task A_restore_of_a_backup_that_is_gone_says_so()
    {
        var (driver, config, chosen) = await RestoreAsync();

        var plan = await driver.PlanAsync(null, config);
        AddNewerRun();
        Cluster("c2").Delete("backups", chosen[1], "velero");
        var applied = await driver.ApplyAsync(plan, config);

        var error = Assert.Single(applied.Findings.Errors);
        Assert.Contains($"\"{chosen[1]}\" was planned for cluster \"c2\"", error.Detail, StringComparison.Ordinal);
        Assert.Contains("plan again", error.Detail, StringComparison.Ordinal);
        Assert.All(_product.Sandbox.Clusters, static cluster => Assert.Equal(0, cluster.Count("restores")));
    }

    private static IReadOnlyList<string> Backups(TerraformValue restore) =>
        [.. restore.Entries["restores"].Entries.OrderBy(static e => e.Key, StringComparer.Ordinal)
            .Select(static e => e.Value.Entries["backup"].AsString())];

    private async Task<(ResourceDriver Driver, TerraformValue Config)> ScheduleAsync(Cli cli = Cli.Newest)
    {
        var driver = new ResourceDriver(await _product.ConfigureAsync(cli), Schedule);
        return (driver, ConfigReader.Read(
            driver.Schema, """{"prefix":"daily","schedule":"0 2 * * *","backup_location":"default"}"""));
    }

    /// <summary>A restore of the newest run that ended half an hour ago, of which there is one.</summary>
    private async Task<(ResourceDriver Driver, TerraformValue Config, IReadOnlyList<string> Chosen)> RestoreAsync()
    {
        await _product.MakeBackupAsync();
        foreach (var cluster in _product.Sandbox.Clusters)
        {
            cluster.Patch("backups", Made(cluster), new()
            {
                ["status"] = new JsonObject { ["completionTimestamp"] = Text(DateTimeOffset.UtcNow.AddHours(-1)) },
            });
        }

        var driver = new ResourceDriver(await _product.ConfigureAsync(), "workspace_restore");
        var config = ConfigReader.Read(driver.Schema, new JsonObject
        {
            ["from_schedule"] = "before",
            ["before"] = Text(DateTimeOffset.UtcNow.AddMinutes(-30)),
        }.ToJsonString());
        return (driver, config, [.. _product.Sandbox.Clusters.Select(Made)]);
    }

    /// <summary>Another run of the same name that had ended by then, as Velero syncs it in from the bucket.</summary>
    private void AddNewerRun()
    {
        foreach (var cluster in _product.Sandbox.Clusters)
        {
            var backup = (JsonObject)cluster.Get("backups", Made(cluster), "velero")!.DeepClone();
            var metadata = (JsonObject)backup["metadata"]!;
            foreach (var own in (string[])["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"])
            {
                metadata.Remove(own);
            }

            metadata["name"] = $"{metadata["name"]}-later";
            metadata["labels"]!["workspace-backup.io/run"] = "20991231T000000Z";
            cluster.Create("backups", backup);
        }
    }

    private static string Made(SandboxCluster cluster) =>
        (string)Assert.Single(cluster.List("backups", "velero"))["metadata"]!["name"]!;

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private SandboxCluster Cluster(string name) => _product.Sandbox.Clusters.Single(cluster => cluster.Name == name);
}
