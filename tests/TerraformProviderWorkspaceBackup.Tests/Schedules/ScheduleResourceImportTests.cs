using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;

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

    [Fact]
    public async Task What_another_workspace_owns_is_imported_with_its_owner_and_stays_when_destroyed()
    {
        var (state, noted, said) = await ImportOthersAsync("daily");

        var warning = Assert.Single(said);
        Assert.Equal("Object Of Another Owner Imported", warning.Summary);
        Assert.All(["others/daily/c1", "others/daily/c2", "+adopt"], part => Assert.Contains(part, warning.Detail));
        Assert.Equal(
            "Object Of Another Owner Imported",
            Assert.Single((await _provider.PlanDestroyAsync(state, noted)).Diagnostics).Summary);
        var destroyed = await _provider.DestroyAsync(state, noted);

        Assert.All(destroyed.Diagnostics, static said => Assert.Equal("Object Owned By Another Instance", said.Summary));
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Single(cluster.List("schedules")));
    }

    [Fact]
    public async Task An_import_that_is_told_to_adopt_says_nothing_and_a_destroy_deletes()
    {
        var (state, noted, said) = await ImportOthersAsync("daily+adopt");

        Assert.Empty(said);
        Assert.Empty((await _provider.DestroyAsync(state, noted)).Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    [Fact]
    public async Task What_an_apply_has_written_to_is_this_resources_own()
    {
        var (state, noted, _) = await ImportOthersAsync("daily");
        var changed = Daily;
        changed["expiry"] = "15d";

        var applied = await _provider.ApplyAsync(changed, state, noted);
        var destroyed = await _provider.DestroyAsync(applied.NewState, applied.Private);

        Assert.Empty(destroyed.Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    [Fact]
    public async Task What_a_lost_state_of_this_workspace_had_is_imported_without_a_word()
    {
        await _provider.ConfigureAsync();
        await _provider.ApplyAsync(Daily);
        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync("daily");

        Assert.Empty(imported.Diagnostics);
        var resource = Assert.Single(imported.ImportedResources);
        Assert.Empty((await _provider.DestroyAsync(resource.State, resource.Private)).Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, static cluster => Assert.Empty(cluster.List("schedules")));
    }

    public void Dispose() => _provider.Dispose();

    private static JsonObject Daily => new()
    {
        ["prefix"] = "daily",
        ["schedule"] = "0 2 * * *",
        ["backup_location"] = "default",
    };

    private async Task<(EncodedValue State, ReadOnlyMemory<byte> Private, IReadOnlyList<Diagnostic> Said)> ImportOthersAsync(string id)
    {
        await _provider.ConfigureAsync("others", "shop");
        await _provider.ApplyAsync(Daily);
        await _provider.ConfigureAsync();
        var imported = await _provider.ImportAsync(id);
        var resource = Assert.Single(imported.ImportedResources);
        var read = await _provider.ReadAsync(resource.State, resource.Private);
        Assert.Empty(read.Diagnostics);
        return (read.NewState, read.Private, [.. imported.Diagnostics]);
    }

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
