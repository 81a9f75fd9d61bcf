using System.Text.Json.Nodes;
using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;

namespace TerraformPlugin.Conformance.Tests.Product;

/// <summary>What others did on several clusters at once: Terraform shows only the first of several warnings of one title.</summary>
public sealed class FleetDriftTests : IAsyncLifetime
{
    private readonly ProductOnSandbox _product = new();

    public Task InitializeAsync() => _product.StartAsync();

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Fact]
    public async Task What_changed_on_several_clusters_is_one_warning_that_names_them()
    {
        var session = await _product.ConfigureAsync();
        var driver = new ResourceDriver(session, "workspace_backup_schedule");
        var config = ConfigReader.Read(
            driver.Schema, """{"prefix":"daily","schedule":"0 2 * * *","backup_location":"default"}""");
        var applied = await driver.ApplyAsync(await driver.PlanAsync(null, config), config);
        ConformanceSuite.Valid(applied.Findings);
        foreach (var cluster in _product.Sandbox.Clusters)
        {
            cluster.Patch("schedules", $"daily-{cluster.Name}", new JsonObject { ["spec"] = new JsonObject { ["paused"] = true } });
        }

        var edited = Assert.Single((await driver.ReadAsync(applied.Instance!)).Findings.Warnings);
        Assert.StartsWith("Schedule Changed By Others", edited.Summary);
        foreach (var cluster in _product.Sandbox.Clusters)
        {
            Assert.Contains($"\"daily-{cluster.Name}\" on cluster \"{cluster.Name}\"", edited.Detail, StringComparison.Ordinal);
            Assert.Contains($"schedules[\"{cluster.Name}\"].paused: false -> true", edited.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_deleted_on_several_clusters_is_one_warning_that_names_them()
    {
        var session = await _product.ConfigureAsync();
        var driver = new ResourceDriver(session, "workspace_backup_schedule");
        var config = ConfigReader.Read(
            driver.Schema, """{"prefix":"gone","schedule":"0 2 * * *","backup_location":"default"}""");
        var applied = await driver.ApplyAsync(await driver.PlanAsync(null, config), config);
        ConformanceSuite.Valid(applied.Findings);
        foreach (var cluster in _product.Sandbox.Clusters)
        {
            cluster.Delete("schedules", $"gone-{cluster.Name}");
        }

        var deleted = Assert.Single((await driver.ReadAsync(applied.Instance!)).Findings.Warnings);
        Assert.StartsWith("Schedule Deleted By Others", deleted.Summary);
        Assert.All(
            _product.Sandbox.Clusters,
            cluster => Assert.Contains($"on cluster \"{cluster.Name}\"", deleted.Detail, StringComparison.Ordinal));
    }
}
