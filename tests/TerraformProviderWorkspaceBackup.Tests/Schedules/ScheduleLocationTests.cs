using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Locations;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>A schedule that nobody changed, and a location that is not what it was.</summary>
public sealed class ScheduleLocationTests : IDisposable
{
    private const string Resource = "backupstoragelocations";

    private readonly ProviderOnSandbox _provider = new(2);

    private static JsonObject Config => new() { ["prefix"] = "daily", ["schedule"] = "0 3 * * *", ["backup_location"] = "default" };

    [Fact]
    public async Task A_location_that_is_gone_is_told_though_nothing_is_written()
    {
        var made = await CreatedAsync();
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            cluster.Delete(Resource, "default", "velero");
        }

        var warning = Assert.Single(await PlanAsync(made));

        Assert.Equal((Severity.Warning, "Backup Location Missing"), (warning.Severity, warning.Summary));
        Assert.Equal("backup_location", warning.Path!.ToString());
        Assert.Contains("\"c1\", \"c2\"", warning.Detail);
        Assert.Contains("every backup of the Schedule fails", warning.Detail);
    }

    [Theory]
    [InlineData("read-only", """{"accessMode":"ReadOnly"}""", "Backup Location Read-Only")]
    [InlineData("unusable", """{"objectStorage":{"bucket":"missing"}}""", "Backup Location Not Available")]
    public async Task A_location_that_takes_no_backups_is_told(string what, string spec, string title)
    {
        var made = await CreatedAsync();
        _provider.Sandbox.Clusters[1].Patch(Resource, "default", new() { ["spec"] = JsonNode.Parse(spec) });
        await Eventually(() => title != "Backup Location Not Available"
            || (string?)_provider.Sandbox.Clusters[1].Get(Resource, "default", "velero")!["status"]?["phase"] == "Unavailable");

        var warning = Assert.Single(await PlanAsync(made));

        Assert.True((Severity.Warning, title) == (warning.Severity, warning.Summary), what);
        Assert.Contains("\"c2\"", warning.Detail);
        Assert.DoesNotContain("\"c1\"", warning.Detail);
    }

    [Fact]
    public async Task A_good_location_and_a_list_that_is_refused_are_silent()
    {
        var made = await CreatedAsync();
        Assert.Empty(await PlanAsync(made));

        _provider.Sandbox.Clusters[0].Faults.Add(VeleroSandbox.Faults.Fault.Status(403, "no", "Forbidden")
            .When(static line => line.Path.Contains(Resource, StringComparison.Ordinal)));
        Assert.Empty(await PlanAsync(made));
    }

    /// <summary>The location is known before it is on the cluster that joins, and made before the Schedule is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_location_that_this_plan_makes_on_a_cluster_that_joins_is_not_missing(bool isMade)
    {
        var locations = _provider.For<BackupLocationModel>("workspace_backup_location");
        _provider.Sandbox.Buckets.Make("aws", "fleet");
        JsonObject Location() => new() { ["name"] = "fleet", ["storage_provider"] = "aws", ["bucket"] = "fleet" };
        JsonObject Schedule() => new() { ["prefix"] = "daily", ["schedule"] = "0 3 * * *", ["backup_location"] = "fleet" };
        _provider.Detached.Add("c2");
        await _provider.ConfigureAsync();
        var there = await locations.ApplyAsync(Location());
        var made = await _provider.ApplyAsync(Schedule());
        _provider.Detached.Clear();
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var known = await locations.ReadAsync(there.NewState, there.Private);
        if (isMade)
        {
            await locations.PlanAsync(Location(), known.NewState, known.Private);
        }

        var plan = await _provider.PlanAsync(Schedule(), read.NewState, read.Private);

        Assert.Equal(isMade ? [] : ["Backup Location Missing"], plan.Diagnostics.Select(static found => found.Summary));
    }

    public void Dispose() => _provider.Dispose();

    private static async Task Eventually(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 400, "it never was");
            await Task.Delay(25);
        }
    }

    private async Task<IReadOnlyList<Diagnostic>> PlanAsync(ApplyResourceChangeResponse made)
    {
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.Empty(read.Diagnostics);
        var plan = await _provider.PlanAsync(Config, read.NewState, read.Private);
        Assert.Equal(ProviderOnSandbox.Value(read.NewState), ProviderOnSandbox.Value(plan.PlannedState));
        return plan.Diagnostics;
    }

    private async Task<ApplyResourceChangeResponse> CreatedAsync()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        Assert.Empty(made.Diagnostics);
        return made;
    }
}
