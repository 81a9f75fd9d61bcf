using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

/// <summary>What becomes of those who use a location when it leaves a cluster, or is to be made anew and cannot be.</summary>
public sealed class LocationLeavingTests : IDisposable
{
    private const string Resource = "backupstoragelocations";

    private readonly ProviderOnSandbox<BackupLocationModel> _provider = new("workspace_backup_location", 2);

    public LocationLeavingTests() => _provider.Sandbox.Buckets.Make("aws", "fleet");

    private static JsonObject Config => new()
    {
        ["name"] = "fleet",
        ["storage_provider"] = "aws",
        ["bucket"] = "fleet",
    };

    private SandboxCluster C1 => _provider.Sandbox.Clusters[0];

    private SandboxCluster C2 => _provider.Sandbox.Clusters[1];

    [Fact]
    public async Task A_cluster_is_not_left_while_a_schedule_of_this_workspace_points_there()
    {
        var made = await CreatedAsync();
        AddSchedule(C2, "daily-c2", "default");
        AddSchedule(C2, "other-c2", "another");
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var plan = await _provider.PlanAsync(OnFirst(), read.NewState, read.Private);
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Backup Location In Use: \"fleet\""), (warning.Severity, warning.Summary));
        Assert.Contains("\"daily-c2\"", warning.Detail);
        Assert.DoesNotContain("other-c2", warning.Detail);
        Assert.Contains("the apply refuses it", warning.Detail);

        await _provider.ConfigureAsync();
        var applied = await _provider.ApplyPlanAsync(OnFirst(), read.NewState, plan);

        var error = Assert.Single(applied.Diagnostics);
        Assert.Equal((Severity.Error, "Backup Location In Use"), (error.Severity, error.Summary));
        Assert.Contains("\"daily-c2\"", error.Detail);
        Assert.Contains("first take the cluster out of the schedule's clusters", error.Detail);
        Assert.NotNull(C2.Get(Resource, "fleet", "velero"));
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(made.NewState), ProviderOnSandbox<BackupLocationModel>.Value(applied.NewState));
    }

    [Fact]
    public async Task What_no_schedule_points_to_leaves_with_the_number_of_its_backups()
    {
        var made = await CreatedAsync();
        AddSchedule(C1, "daily-c1", "default");
        AddSchedule(C2, "other-c2", "another");
        AddBackups(C2);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var plan = await _provider.PlanAsync(OnFirst(), read.NewState, read.Private);
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Backups Become Unusable: \"fleet\""), (warning.Severity, warning.Summary));
        Assert.Contains("2 Backups are in the location", warning.Detail);
        Assert.Contains("\"c2\"", warning.Detail);

        await _provider.ConfigureAsync();
        var applied = await _provider.ApplyPlanAsync(OnFirst(), read.NewState, plan);
        Assert.Empty(applied.Diagnostics);
        Assert.Null(C2.Get(Resource, "fleet", "velero"));
        Assert.NotNull(C1.Get(Resource, "fleet", "velero"));
    }

    /// <summary>The schedules of the workspace leave it with the same apply, after the location.</summary>
    [Fact]
    public async Task A_detached_cluster_is_left_whatever_schedule_points_there()
    {
        var made = await CreatedAsync();
        AddSchedule(C2, "daily-c2", "default");
        AddBackups(C2);
        _provider.Detached.Add("c2");
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var plan = await _provider.PlanAsync(Config, read.NewState, read.Private);
        Assert.Equal("Backups Become Unusable: \"fleet\"", Assert.Single(plan.Diagnostics).Summary);
        await _provider.ConfigureAsync();
        var applied = await _provider.ApplyPlanAsync(Config, read.NewState, plan);

        Assert.Empty(applied.Diagnostics);
        Assert.Null(C2.Get(Resource, "fleet", "velero"));
    }

    [Theory]
    [InlineData("another place", "bucket", "missing")]
    [InlineData("another name", "name", "renamed")]
    public async Task A_replacement_that_cannot_be_made_says_that_the_old_one_is_gone(string what, string argument, string value)
    {
        var made = await CreatedAsync();
        AddSchedule(C1, "daily-c1", "default");
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var config = Config;
        config[argument] = value;
        var first = await _provider.PlanAsync(config, read.NewState, read.Private);
        var second = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, first.PlannedPrivate);
        _provider.Sandbox.Buckets.Remove("aws", "fleet");

        await _provider.ConfigureAsync();
        Assert.Empty((await _provider.DestroyAsync(read.NewState, read.Private, second.PlannedPrivate)).Diagnostics);
        var failed = await _provider.ApplyAsync(config);

        var error = Assert.Single(failed.Diagnostics, static found => found.Summary == "Replaced Location Is Gone");
        Assert.True(error.Severity == Severity.Error, what);
        Assert.Contains("\"fleet\" on clusters \"c1\", \"c2\"", error.Detail);
        Assert.Contains("\"daily-c1\"", error.Detail);
        Assert.Contains("bucket = \"fleet\"", error.Detail);
        Assert.Contains(failed.Diagnostics, static found => found.Detail.Contains("NoSuchBucket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_create_that_replaces_nothing_does_not_speak_of_an_old_one()
    {
        await _provider.ConfigureAsync();
        var config = Config;
        config["bucket"] = "missing";

        Assert.Single((await _provider.ApplyAsync(config)).Diagnostics);
    }

    public void Dispose() => _provider.Dispose();

    private static JsonObject OnFirst()
    {
        var config = Config;
        config["clusters"] = new JsonArray("c1");
        return config;
    }

    private static void AddBackups(SandboxCluster cluster)
    {
        foreach (var name in (string[])["a", "b"])
        {
            cluster.Seed("backups", new()
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "Backup",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "velero" },
                ["spec"] = new JsonObject { ["storageLocation"] = "fleet" },
                ["status"] = new JsonObject { ["phase"] = "Completed" },
            });
        }
    }

    private static void AddSchedule(SandboxCluster cluster, string name, string workspace) => cluster.Create("schedules", new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "velero",
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/managed-by"] = "terraform-provider-workspace",
                ["workspace-backup.io/workspace"] = workspace,
            },
        },
        ["spec"] = new JsonObject
        {
            ["schedule"] = "@daily",
            ["template"] = new JsonObject { ["storageLocation"] = "fleet" },
        },
    });

    private async Task<ApplyResourceChangeResponse> CreatedAsync()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        Assert.Empty(made.Diagnostics);
        return made;
    }
}
