using TerraformPlugin.Conformance.Core;
using TerraformPlugin.Conformance.Generation;
using TerraformPlugin.Conformance.Plugin;

namespace TerraformPlugin.Conformance.Tests.Product;

/// <summary>A destroy of everything while no cluster answers.</summary>
public sealed class DestroyTests : IAsyncLifetime
{
    private readonly ProductOnSandbox _product = new();

    public Task InitializeAsync() => _product.StartAsync();

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Fact]
    public async Task Every_error_names_its_object_and_no_two_are_the_same()
    {
        var session = await _product.ConfigureAsync();
        (string Type, Instance Instance)[] made =
        [
            await CreateAsync(session, "workspace_backup_schedule",
                """{"prefix":"daily","schedule":"0 2 * * *","backup_location":"default"}"""),
            await CreateAsync(session, "workspace_backup_schedule",
                """{"prefix":"weekly","schedule":"0 2 * * *","backup_location":"default"}"""),
            await CreateAsync(session, "workspace_backup",
                """{"name":"now","backup_location":"default","deletion_policy":"delete"}"""),
        ];
        foreach (var cluster in _product.Sandbox.Clusters)
        {
            cluster.GoDown();
        }

        // Another process: what answered a moment ago is not asked again.
        await using var later = await RunningPlugin.StartAsync("terraform-provider-workspace");
        var destroying = await Session.OpenAsync(later.Client);
        ConformanceSuite.Valid(await destroying.ConfigureAsync(
            ConfigReader.Read(destroying.ProviderConfig, _product.Options.ProviderConfig)));
        var errors = new List<string>();
        foreach (var (type, instance) in made)
        {
            var driver = new ResourceDriver(destroying, type);
            var read = await driver.ReadAsync(instance);
            Assert.Single(read.Findings.Warnings);
            var change = await driver.PlanDestroyAsync(instance);
            ConformanceSuite.Valid(change.Findings);
            var applied = await driver.ApplyAsync(change, instance.State);
            Assert.NotNull(applied.Instance);
            errors.AddRange(applied.Findings.Errors.Select(static e => $"{e.Summary}: {e.Detail}"));
        }

        // One for each resource, though two clusters are down.
        Assert.Equal(made.Length, errors.Count);
        Assert.Equal(errors.Count, errors.Distinct().Count());
        string[] objects =
        [
            "Schedule velero/daily-c1", "Schedule velero/daily-c2", "Schedule velero/weekly-c1",
            "Schedule velero/weekly-c2", "Backup velero/now-c1-", "Backup velero/now-c2-",
        ];
        Assert.All(objects, name => Assert.Single(errors, e => e.Contains(name, StringComparison.Ordinal)));
    }

    private static async Task<(string Type, Instance Instance)> CreateAsync(Session session, string type, string json)
    {
        var driver = new ResourceDriver(session, type);
        var config = ConfigReader.Read(driver.Schema, json);
        var applied = await driver.ApplyAsync(await driver.PlanAsync(null, config), config);
        ConformanceSuite.Valid(applied.Findings);
        return (type, applied.Instance!);
    }
}
