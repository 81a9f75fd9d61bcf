using System.Text.Json.Nodes;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

public sealed class ScheduleResourceImportTests : IDisposable
{
    private readonly ProviderOnSandbox _provider = new(2);

    [Theory]
    [InlineData("by the prefix, on every cluster", "daily", "daily-c1", "daily-c2")]
    [InlineData("by names, on one cluster", "daily:c2=nightly", null, "nightly")]
    public async Task An_import_is_planned_without_a_change(string what, string id, string? onC1, string? onC2)
    {
        Create("c1", onC1);
        Create("c2", onC2);
        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync(id);

        Assert.Empty(imported.Diagnostics);
        var resource = Assert.Single(imported.ImportedResources);
        var read = await _provider.ReadAsync(resource.State, resource.Private);
        Assert.Empty(read.Diagnostics);
        var config = new JsonObject
        {
            ["prefix"] = "daily",
            ["schedule"] = "0 2 * * *",
            ["backup_location"] = "default",
        };
        if (onC1 is null)
        {
            config["clusters"] = new JsonArray("c2");
        }

        var plan = await _provider.PlanAsync(config, read.NewState, read.Private);
        Assert.True(plan.Diagnostics.Count == 0, what);
        Assert.Equal(ProviderOnSandbox.Value(read.NewState), ProviderOnSandbox.Value(plan.PlannedState));
    }

    [Fact]
    public async Task A_plan_that_changes_nothing_asks_the_clusters_nothing()
    {
        Create("c1", "daily-c1");
        Create("c2", "daily-c2");
        await _provider.ConfigureAsync();
        var resource = Assert.Single((await _provider.ImportAsync("daily")).ImportedResources);
        var read = await _provider.ReadAsync(resource.State, resource.Private);
        var before = Asked();

        await _provider.PlanAsync(
            new() { ["prefix"] = "daily", ["schedule"] = "0 2 * * *", ["backup_location"] = "default" },
            read.NewState, read.Private);

        Assert.Equal(before, Asked());
    }

    public void Dispose() => _provider.Dispose();

    private int Asked() => _provider.Sandbox.Clusters.Sum(cluster => cluster.Requests.Lines.Count);

    private void Create(string cluster, string? name)
    {
        if (name is not null)
        {
            _provider.Sandbox[cluster].Create("schedules", new()
            {
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = new JsonObject
                {
                    ["schedule"] = "0 2 * * *",
                    ["template"] = new JsonObject
                    {
                        ["storageLocation"] = "default",
                        ["ttl"] = "720h0m0s",
                        ["snapshotVolumes"] = true,
                        ["includedNamespaces"] = new JsonArray("shop"),
                    },
                },
            });
        }
    }
}
