using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Operations;
using TerraformProviderWorkspaceBackup.Schedules;
using TerraformProviderWorkspaceBackup.Tests.Locations;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary>Backups that would store volumes in repositories which a peer's older Velero maintains too.</summary>
public sealed class PeerRepositoriesTests : IDisposable
{
    private const string Title = "Peers Would Share Repositories";

    private readonly ProviderOnSandbox _provider = new(3);

    public PeerRepositoriesTests()
    {
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            AddLocation(cluster, "fleet", $"default/{cluster.Name}", "ReadWrite", null);
        }

        // c1 and c2 see each other, c3 nobody.
        AddLocation(C1, "fleet-c2", "default/c2", "ReadOnly", "fleet/c2");
        AddLocation(C2, "fleet-c1", "default/c1", "ReadOnly", "fleet/c1");
    }

    private SandboxCluster C1 => _provider.Sandbox.Clusters[0];

    private SandboxCluster C2 => _provider.Sandbox.Clusters[1];

    [Theory]
    [InlineData("data movement", """{"snapshot_move_data":true}""", "snapshot_move_data")]
    [InlineData("file-system backup", """{"default_volumes_to_fs_backup":true}""", "default_volumes_to_fs_backup")]
    [InlineData("a resource policy", """{"resource_policy":{"kind":"configmap","name":"volumes"}}""", "resource_policy")]
    public async Task A_schedule_that_begins_to_is_refused_when_planned(string what, string arguments, string path)
    {
        C2.Velero.Version = "v1.15.2";
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            cluster.Create("configmaps", LocationPeersTests.FileSystemPolicy());
        }

        var made = await CreatedAsync();

        var found = await PlannedAsync(arguments, made);

        Assert.True((Severity.Error, path) == (found.Severity, found.Path!.ToString()), what);
        Assert.Contains("Velero v1.15.2 on cluster \"c2\"", found.Detail);

        // Whose folder c2 sees, and c2 itself, which sees those of its peers.
        Assert.Contains("\"c1\"", found.Detail);
        Assert.DoesNotContain("\"c3\"", found.Detail);
    }

    [Fact]
    public async Task A_new_schedule_is_refused_too()
    {
        C1.Velero.Version = "v1.15.2";
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Config("""{"snapshot_move_data":true}"""), ProviderOnSandbox.Nothing, default);

        Assert.Equal(Severity.Error, Assert.Single(plan.Diagnostics, static found => found.Summary == Title).Severity);
    }

    [Theory]
    [InlineData("the Veleros are new enough", "v1.16.0", "fleet", """{"snapshot_move_data":true}""")]
    [InlineData("nothing is stored in repositories", "v1.15.2", "fleet", "{}")]
    [InlineData("another location", "v1.15.2", "default", """{"snapshot_move_data":true}""")]
    public async Task Otherwise_it_is_planned(string what, string version, string location, string arguments)
    {
        C1.Velero.Version = C2.Velero.Version = version;
        await _provider.ConfigureAsync();
        var config = Config(arguments);
        config["backup_location"] = location;

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox.Nothing, default);

        Assert.True(plan.Diagnostics.All(static found => found.Summary != Title), what);
    }

    [Fact]
    public async Task Where_a_pod_asks_for_it_it_is_refused()
    {
        C2.Velero.Version = "v1.15.2";
        C1.Create("pods", new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "db",
                ["namespace"] = "shop",
                ["annotations"] = new JsonObject { ["backup.velero.io/backup-volumes"] = "data" },
            },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "db", ["image"] = "db" }) },
        });
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Config("{}"), ProviderOnSandbox.Nothing, default);

        var error = Assert.Single(plan.Diagnostics, static found => found.Summary == Title);
        Assert.Contains("the pod shop/db", error.Detail);
    }

    [Fact]
    public async Task One_that_does_so_already_can_still_be_changed()
    {
        var made = await CreatedAsync("""{"snapshot_move_data":true}""");
        C2.Velero.Version = "v1.15.2";

        var found = await PlannedAsync("""{"snapshot_move_data":true,"expiry":"60d"}""", made);

        Assert.Equal(Severity.Warning, found.Severity);
    }

    [Fact]
    public async Task A_backup_on_demand_is_refused_too()
    {
        using var backups = new ProviderOnSandbox<BackupModel>("workspace_backup", 2);
        foreach (var cluster in backups.Sandbox.Clusters)
        {
            AddLocation(cluster, "fleet", $"default/{cluster.Name}", "ReadWrite", null);
        }

        AddLocation(backups.Sandbox.Clusters[1], "fleet-c1", "default/c1", "ReadOnly", "fleet/c1");
        backups.Sandbox.Clusters[1].Velero.Version = "v1.14.1";
        await backups.ConfigureAsync();

        var plan = await backups.PlanAsync(
            new() { ["name"] = "once", ["backup_location"] = "fleet", ["default_volumes_to_fs_backup"] = true },
            ProviderOnSandbox<BackupModel>.Nothing,
            default);

        Assert.Equal(Severity.Error, Assert.Single(plan.Diagnostics, static found => found.Summary == Title).Severity);
    }

    public void Dispose() => _provider.Dispose();

    private static void AddLocation(SandboxCluster cluster, string name, string prefix, string mode, string? peer) =>
        cluster.Create("backupstoragelocations", new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "velero",
                ["annotations"] = peer is null ? new JsonObject() : new JsonObject { ["workspace-backup.io/peer"] = peer },
            },
            ["spec"] = new JsonObject
            {
                ["provider"] = "aws",
                ["accessMode"] = mode,
                ["objectStorage"] = new JsonObject { ["bucket"] = "velero", ["prefix"] = prefix },
            },
        });

    private static JsonObject Config(string arguments)
    {
        var config = new JsonObject { ["prefix"] = "daily", ["schedule"] = "0 2 * * *", ["backup_location"] = "fleet" };
        foreach (var (name, value) in JsonNode.Parse(arguments)!.AsObject())
        {
            config[name] = value!.DeepClone();
        }

        return config;
    }

    private async Task<TerraformPlugin.Framework.Internal.Server.ApplyResourceChangeResponse> CreatedAsync(string arguments = "{}")
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config(arguments));
        Assert.DoesNotContain(made.Diagnostics, static found => found.Severity == Severity.Error);
        return made;
    }

    private async Task<Diagnostic> PlannedAsync(
        string arguments, TerraformPlugin.Framework.Internal.Server.ApplyResourceChangeResponse made)
    {
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var plan = await _provider.PlanAsync(Config(arguments), read.NewState, read.Private);
        return Assert.Single(plan.Diagnostics, static found => found.Summary == Title);
    }
}
