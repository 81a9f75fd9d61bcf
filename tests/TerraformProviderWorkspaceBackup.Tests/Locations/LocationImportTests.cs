using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

/// <summary>Imported locations that are not what one resource would have made.</summary>
public sealed class LocationImportTests : IDisposable
{
    private const string Resource = "backupstoragelocations";

    private readonly ProviderOnSandbox<BackupLocationModel> _provider = new("workspace_backup_location", 3);

    public LocationImportTests()
    {
        foreach (var bucket in (string[])["fleet", "other"])
        {
            _provider.Sandbox.Buckets.Make("aws", bucket);
        }
    }

    private static JsonObject Config => new()
    {
        ["name"] = "x",
        ["storage_provider"] = "aws",
        ["bucket"] = "fleet",
    };

    private SandboxCluster C1 => _provider.Sandbox.Clusters[0];

    private SandboxCluster C2 => _provider.Sandbox.Clusters[1];

    private SandboxCluster C3 => _provider.Sandbox.Clusters[2];

    [Fact]
    public async Task Locations_of_different_names_are_imported_with_what_it_means_for_schedules()
    {
        Make(C1, "one", "fleet", "x/c1");
        Make(C2, "two", "fleet", "x/c2");
        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync("x:c1=one,c2=two");

        var warning = Assert.Single(imported.Diagnostics);
        Assert.Equal((Severity.Warning, "Locations Of Different Names: \"x\""), (warning.Severity, warning.Summary));
        Assert.Contains("\"one\" (c1), \"two\" (c2)", warning.Detail);
        Assert.Contains("one:c1=one", warning.Detail);
        var model = ProviderOnSandbox<BackupLocationModel>.Model(imported.ImportedResources[0].State);
        Assert.Equal("x", model.Get(BackupLocationModel.Location).Known);

        // What the plan of the location keeps under other names is not taken for one that it makes.
        var read = await _provider.ReadAsync(imported.ImportedResources[0].State, imported.ImportedResources[0].Private);
        var config = Config;
        config["clusters"] = new JsonArray("c1", "c2");
        await _provider.PlanAsync(config, read.NewState, read.Private);
        var schedule = await _provider.For<ScheduleModel>("workspace_backup_schedule").PlanAsync(
            new() { ["prefix"] = "daily", ["schedule"] = "0 3 * * *", ["backup_location"] = "x", ["clusters"] = new JsonArray("c1", "c2") },
            ProviderOnSandbox<ScheduleModel>.Nothing,
            default);
        Assert.Equal("Backup Location Missing", Assert.Single(schedule.Diagnostics).Summary);
    }

    [Theory]
    [InlineData("another bucket", "other", "x/c2", "bucket \"other\", prefix \"x/c2\" -> bucket \"fleet\", prefix \"x/c2\"")]
    [InlineData("the same place", "fleet", "x/c2", null)]
    [InlineData("another prefix is kept", "fleet", "odd", null)]
    public async Task A_place_that_the_resource_cannot_have_is_not_left_in_silence(string what, string bucket, string prefix, string? told)
    {
        Make(C1, "old", "fleet", "x/c1");
        Make(C2, "old", bucket, prefix);
        await _provider.ConfigureAsync();
        var imported = await _provider.ImportAsync("x:c1=old,c2=old");
        Assert.Empty(imported.Diagnostics);
        var read = await _provider.ReadAsync(imported.ImportedResources[0].State, imported.ImportedResources[0].Private);
        var config = Config;
        config["clusters"] = new JsonArray("c1", "c2");
        config["prefix"] = ProviderOnSandbox<BackupLocationModel>.Model(read.NewState).Get(BackupLocationModel.Prefix).Known;

        var plan = await _provider.PlanAsync(config, read.NewState, read.Private);

        Assert.Empty(plan.RequiresReplace);
        if (told is null)
        {
            Assert.True(plan.Diagnostics.Count == 0, what);
            return;
        }

        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Backup Location Moves: \"x\""), (warning.Severity, warning.Summary));
        Assert.Contains($"c2: {told}", warning.Detail);
        Assert.DoesNotContain("c1:", warning.Detail);
        Assert.Contains("removes the Backup objects", warning.Detail);
    }

    [Fact]
    public async Task A_place_that_somebody_else_chose_is_not_left_in_silence_either()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        C1.Patch(Resource, "x", new() { ["spec"] = JsonNode.Parse("""{"objectStorage":{"bucket":"other"}}""") });
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var plan = await _provider.PlanAsync(Config, read.NewState, read.Private);

        Assert.Equal("Backup Location Moves: \"x\"", Assert.Single(plan.Diagnostics).Summary);
    }

    [Fact]
    public async Task A_cluster_that_joins_gets_the_name_that_schedules_use()
    {
        Make(C1, "old", "fleet", "x/c1");
        Make(C2, "old", "fleet", "x/c2");
        await _provider.ConfigureAsync();
        var imported = await _provider.ImportAsync("x:c1=old,c2=old");
        var read = await _provider.ReadAsync(imported.ImportedResources[0].State, imported.ImportedResources[0].Private);
        var config = Config;
        config["prefix"] = "x/{cluster}";

        var joined = await _provider.ApplyAsync(config, read.NewState, read.Private);

        Assert.DoesNotContain(joined.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Equal("old", ProviderOnSandbox<BackupLocationModel>.Model(joined.NewState).Get(BackupLocationModel.Location).Known);
        Assert.NotNull(C3.Get(Resource, "old", "velero"));
        Assert.Null(C3.Get(Resource, "x", "velero"));

        await _provider.ConfigureAsync();
        var again = await _provider.ReadAsync(joined.NewState, joined.Private);
        Assert.Empty(again.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(again.NewState),
            ProviderOnSandbox<BackupLocationModel>.Value((await _provider.PlanAsync(config, again.NewState, again.Private)).PlannedState));
    }

    public void Dispose() => _provider.Dispose();

    private static void Make(SandboxCluster cluster, string name, string bucket, string prefix) => cluster.Create(Resource, new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "velero" },
        ["spec"] = new JsonObject
        {
            ["provider"] = "aws",
            ["objectStorage"] = new JsonObject { ["bucket"] = bucket, ["prefix"] = prefix },
        },
    });
}
