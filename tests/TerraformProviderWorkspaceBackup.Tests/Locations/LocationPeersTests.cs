using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

/// <summary><c>peers</c>: the folders of other clusters, to restore from.</summary>
public sealed class LocationPeersTests : IDisposable
{
    private const string Resource = "backupstoragelocations";

    private readonly ProviderOnSandbox<BackupLocationModel> _provider = new("workspace_backup_location", 3);

    public LocationPeersTests() => _provider.Sandbox.Buckets.Make("aws", "fleet");

    private SandboxCluster C1 => _provider.Sandbox.Clusters[0];

    private SandboxCluster C2 => _provider.Sandbox.Clusters[1];

    private SandboxCluster C3 => _provider.Sandbox.Clusters[2];

    [Fact]
    public async Task Each_sees_the_others_folders_read_only_and_seldom()
    {
        var made = await CreatedAsync("c1", "c2");

        var seen = C1.Get(Resource, "fleet-c2", "velero")!;
        Assert.Equal("default/c2", (string?)seen["spec"]!["objectStorage"]!["prefix"]);
        Assert.Equal("ReadOnly", (string?)seen["spec"]!["accessMode"]);
        Assert.Equal("Available", (string?)seen["status"]!["phase"]);
        Assert.Equal("here", (string?)seen["spec"]!["config"]!["region"]);
        Assert.Equal(("15m0s", "15m0s"), ((string?)seen["spec"]!["backupSyncPeriod"], (string?)seen["spec"]!["validationFrequency"]));
        Assert.NotNull(C2.Get(Resource, "fleet-c1", "velero"));
        Assert.Null(C3.Get(Resource, "fleet-c1", "velero"));
        Assert.Null(C1.Get(Resource, "fleet-c3", "velero"));
        Assert.Equal(new() { ["c2"] = "default/c2" }, Peers(made, "c1"));
        Assert.Empty(Peers(made, "c3"));
        await AssertUnchangedAsync(made, "c1", "c2");
    }

    [Fact]
    public async Task A_star_is_all_of_them_and_the_default_flag_is_not_theirs()
    {
        NoDefault();
        await _provider.ConfigureAsync();
        var config = Config("*");
        config["default"] = true;
        var made = await _provider.ApplyAsync(config);

        Assert.Empty(made.Diagnostics);
        Assert.Equal(["c2", "c3"], Peers(made, "c1").Keys);
        Assert.Null(C1.Get(Resource, "fleet-c2", "velero")!["spec"]!["default"]);
    }

    [Fact]
    public async Task A_star_is_refused_above_twenty_clusters()
    {
        using var many = new ProviderOnSandbox<BackupLocationModel>("workspace_backup_location", 21);
        await many.ConfigureAsync();

        var plan = await many.PlanAsync(Config("*"), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Error, "Too Many Peers", "peers"), (error.Severity, error.Summary, error.Path!.ToString()));
    }

    [Theory]
    [InlineData("Invalid Attribute Value", "c1")]
    [InlineData("Invalid Attribute Value", "*", "c1")]
    [InlineData("Unknown Cluster", "c1", "elsewhere")]
    public async Task What_names_no_peers_is_refused(string summary, params string[] peers)
    {
        await _provider.ConfigureAsync();

        var found = summary == "Unknown Cluster"
            ? (IEnumerable<Diagnostic>)(await _provider.PlanAsync(Config(peers), ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics
            : await _provider.ValidateAsync(Config(peers));

        Assert.Equal("peers", Assert.Single(found, static one => one.Severity == Severity.Error).Path!.ToString());
    }

    [Fact]
    public async Task A_peer_outside_of_clusters_is_refused()
    {
        await _provider.ConfigureAsync();
        var config = Config("c1", "c2");
        config["clusters"] = new JsonArray("c1", "c3");

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        Assert.Equal("Peer Without A Location", Assert.Single(plan.Diagnostics).Summary);
    }

    [Fact]
    public async Task A_cluster_that_leaves_takes_its_peers_along()
    {
        var made = await CreatedAsync("c1", "c2", "c3");
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var config = Config("c1", "c2");
        config["clusters"] = new JsonArray("c1", "c2");

        var left = await _provider.ApplyAsync(config, read.NewState, read.Private);

        Assert.Empty(left.Diagnostics);
        Assert.DoesNotContain(C3.List(Resource, "velero"), static one => ((string)one["metadata"]!["name"]!).StartsWith("fleet", StringComparison.Ordinal));
        Assert.Null(C1.Get(Resource, "fleet-c3", "velero"));
        Assert.NotNull(C1.Get(Resource, "fleet-c2", "velero"));
        Assert.Equal(["c2"], Peers(left, "c1").Keys);
    }

    [Fact]
    public async Task A_destroy_takes_them_all_away()
    {
        var made = await CreatedAsync("*");
        await _provider.ConfigureAsync();

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private);

        Assert.Empty(destroyed.Diagnostics);
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            Assert.DoesNotContain(cluster.List(Resource, "velero"), static one => ((string)one["metadata"]!["name"]!).StartsWith("fleet", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_create_that_fails_takes_them_back()
    {
        await _provider.ConfigureAsync();
        var config = Config("*");
        config["bucket"] = "missing";

        var failed = await _provider.ApplyAsync(config);

        Assert.Contains("NoSuchBucket", Assert.Single(failed.Diagnostics).Detail);
        Assert.Null(C1.Get(Resource, "fleet-c2", "velero"));
        Assert.Null(C1.Get(Resource, "fleet", "velero"));
    }

    [Theory]
    [InlineData("deleted", null, "locations[\"c1\"].peers[\"c2\"]: \"default/c2\" -> null")]
    [InlineData("another access", """{"accessMode":"ReadWrite"}""", "peers[\"c2\"]: \"default/c2\" -> \"default/c2 (access_mode changed)\"")]
    [InlineData("another folder", """{"objectStorage":{"prefix":"default/c3"}}""", "peers[\"c2\"]: \"default/c2\" -> \"default/c3\"")]
    public async Task Drift_of_a_peers_location_is_told_and_mended(string what, string? spec, string told)
    {
        var made = await CreatedAsync("c1", "c2");
        if (spec is null)
        {
            C1.Delete(Resource, "fleet-c2", "velero");
        }
        else
        {
            C1.Patch(Resource, "fleet-c2", new() { ["spec"] = JsonNode.Parse(spec) });
        }

        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.Contains(read.Diagnostics, found => found.Detail.Contains(told, StringComparison.Ordinal));
        var mended = await _provider.ApplyAsync(Config("c1", "c2"), read.NewState, read.Private);

        Assert.True(mended.Diagnostics.Count == 0, what);
        var seen = C1.Get(Resource, "fleet-c2", "velero")!;
        Assert.Equal(
            ("ReadOnly", "default/c2"), ((string?)seen["spec"]!["accessMode"], (string?)seen["spec"]!["objectStorage"]!["prefix"]));
        await AssertUnchangedAsync(mended, "c1", "c2");
    }

    [Fact]
    public async Task A_change_of_the_location_is_one_of_its_peers_too()
    {
        var made = await CreatedAsync("c1", "c2");
        await _provider.ConfigureAsync();
        var config = Config("c1", "c2");
        config["config"] = new JsonObject { ["region"] = "there" };
        config["backup_sync_period"] = "1h";

        var changed = await _provider.ApplyAsync(config, made.NewState, made.Private);

        Assert.Empty(changed.Diagnostics);
        var seen = C2.Get(Resource, "fleet-c1", "velero")!["spec"]!;
        Assert.Equal(("there", "1h0m0s"), ((string?)seen["config"]!["region"], (string?)seen["backupSyncPeriod"]));
    }

    [Fact]
    public async Task A_location_of_somebody_else_under_a_peers_name_is_refused()
    {
        C1.Create(Resource, new()
        {
            ["metadata"] = new JsonObject { ["name"] = "fleet-c2", ["namespace"] = "velero" },
            ["spec"] = new JsonObject { ["provider"] = "aws", ["objectStorage"] = new JsonObject { ["bucket"] = "theirs" } },
        });
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Config("c1", "c2"), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Error, "Object Exists Already"), (error.Severity, error.Summary));
        Assert.Contains("BackupStorageLocation velero/fleet-c2", error.Detail);
    }

    [Fact]
    public async Task A_peers_folder_that_Velero_cannot_use_fails_the_create_and_leaves_nothing()
    {
        _provider.Sandbox.Buckets.Make("aws", "fleet").Deny("c1", "default/c2");
        await _provider.ConfigureAsync();

        var failed = await _provider.ApplyAsync(Config("c1", "c2"));

        var error = Assert.Single(failed.Diagnostics);
        Assert.Equal((Severity.Error, "Backup Location Not Available", "peers"), (error.Severity, error.Summary, error.Path!.ToString()));
        Assert.Contains("BackupStorageLocation velero/fleet-c2", error.Detail);
        Assert.Contains("the peer \"c2\"", error.Detail);
        Assert.Contains("AccessDenied", error.Detail);
        Assert.Null(C1.Get(Resource, "fleet", "velero"));
        Assert.Null(C1.Get(Resource, "fleet-c2", "velero"));
        Assert.Null(C2.Get(Resource, "fleet-c1", "velero"));
    }

    [Fact]
    public async Task A_peers_folder_that_Velero_cannot_use_fails_an_update_that_adds_the_peer()
    {
        _provider.Sandbox.Buckets.Make("aws", "fleet").Deny("c1", "default/c3");
        var made = await CreatedAsync("c1", "c2");
        await _provider.ConfigureAsync();

        var failed = await _provider.ApplyAsync(Config("c1", "c2", "c3"), made.NewState, made.Private);

        var error = Assert.Single(failed.Diagnostics);
        Assert.Contains("the peer \"c3\"", error.Detail);
        Assert.Contains("AccessDenied", error.Detail);
        Assert.Equal(["c2", "c3"], Peers(failed, "c1").Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_waiting_a_peers_folder_warns_at_a_refresh()
    {
        _provider.Sandbox.Buckets.Make("aws", "fleet").Deny("c1", "default/c2");
        await _provider.ConfigureAsync();
        var config = Config("c1", "c2");
        config["wait"] = false;

        var made = await _provider.ApplyAsync(config);
        Assert.Empty(made.Diagnostics);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var warning = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Warning, "Backup Location Not Available"), (warning.Severity, warning.Summary));
        Assert.Contains("AccessDenied", warning.Detail);
    }

    [Theory]
    [InlineData("v1.15.2", """{"storageLocation":"fleet","snapshotMoveData":true}""", true)]
    [InlineData("v1.15.2", """{"storageLocation":"default","snapshotMoveData":true}""", false)]
    [InlineData("v1.15.2", """{"storageLocation":"fleet","resourcePolicy":{"kind":"configmap","name":"volumes"}}""", true)]
    [InlineData("v1.15.2", """{"storageLocation":"fleet","defaultVolumesToFsBackup":true}""", true)]
    [InlineData("v1.15.2", """{"storageLocation":"fleet"}""", false)]
    [InlineData("v1.16.0", """{"storageLocation":"fleet","snapshotMoveData":true}""", false)]
    public async Task An_older_Velero_and_volumes_in_repositories_do_not_go_together(string version, string template, bool isRefused)
    {
        C2.Velero.Version = version;
        C1.Create("configmaps", FileSystemPolicy());
        C1.Create("schedules", new()
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "daily-c1",
                ["namespace"] = "velero",
                ["labels"] = new JsonObject
                {
                    ["app.kubernetes.io/managed-by"] = "terraform-provider-workspace",
                    ["workspace-backup.io/workspace"] = "default",
                },
            },
            ["spec"] = new JsonObject { ["schedule"] = "@daily", ["template"] = JsonNode.Parse(template) },
        });
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Config("c1", "c2"), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        if (isRefused)
        {
            var error = Assert.Single(plan.Diagnostics);
            Assert.Equal((Severity.Error, "Peers Would Share Repositories", "peers"), (error.Severity, error.Summary, error.Path!.ToString()));
            Assert.Contains("\"daily-c1\"", error.Detail);
            Assert.Contains("\"c2\"", error.Detail);
        }
        else
        {
            Assert.Empty(plan.Diagnostics);
        }
    }

    [Fact]
    public async Task What_older_Veleros_share_already_can_still_be_changed()
    {
        var made = await CreatedAsync("c1", "c2");
        C1.Velero.Version = "v1.15.2";
        C2.Velero.Version = "v1.15.2";
        C1.Create("schedules", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "daily-c1", ["namespace"] = "velero" },
            ["spec"] = new JsonObject
            {
                ["schedule"] = "@daily",
                ["template"] = new JsonObject { ["storageLocation"] = "fleet", ["snapshotMoveData"] = true },
            },
        });
        await _provider.ConfigureAsync();
        var config = Config("c1", "c2");
        config["backup_sync_period"] = "1h";

        var plan = await _provider.PlanAsync(config, made.NewState, made.Private);

        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Peers Would Share Repositories"), (warning.Severity, warning.Summary));
    }

    [Fact]
    public async Task More_than_twenty_locations_on_a_cluster_warn()
    {
        for (var i = 0; i < 19; i++)
        {
            C1.Create(Resource, new()
            {
                ["metadata"] = new JsonObject { ["name"] = $"other{i}", ["namespace"] = "velero" },
                ["spec"] = new JsonObject
                {
                    ["provider"] = "aws",
                    ["accessMode"] = "ReadOnly",
                    ["objectStorage"] = new JsonObject { ["bucket"] = "fleet", ["prefix"] = $"{i}" },
                },
            });
        }

        await _provider.ConfigureAsync();
        var plan = await _provider.PlanAsync(Config("c1", "c2"), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Many Locations On A Cluster"), (warning.Severity, warning.Summary));
        Assert.Contains("22 locations", warning.Detail);
        Assert.Contains("\"c1\"", warning.Detail);
    }

    [Fact]
    public async Task A_peer_that_Velero_cannot_use_warns_at_a_refresh()
    {
        var made = await CreatedAsync("c1", "c2");
        C1.Patch(Resource, "fleet-c2", new() { ["status"] = new JsonObject { ["phase"] = "Unavailable", ["message"] = "AccessDenied" } });
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var warning = Assert.Single(read.Diagnostics);
        Assert.Equal("Backup Location Not Available", warning.Summary);
        Assert.Contains("\"fleet-c2\"", warning.Detail);
        Assert.Contains("AccessDenied", warning.Detail);
    }

    [Fact]
    public async Task An_import_knows_them()
    {
        await CreatedAsync("c1", "c2");
        await _provider.ConfigureAsync();

        var imported = (await _provider.ImportAsync("fleet")).ImportedResources[0];
        var read = await _provider.ReadAsync(imported.State, imported.Private);
        var plan = await _provider.PlanAsync(Config("c1", "c2"), read.NewState, read.Private);

        Assert.Empty(plan.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(read.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
    }

    [Fact]
    public async Task Their_credentials_are_the_locations_own()
    {
        await _provider.ConfigureAsync();
        var config = Config("c1", "c2");
        config["credential_wo"] = "credentials";
        config["credential_wo_version"] = 7;

        Assert.Empty((await _provider.ApplyAsync(config)).Diagnostics);

        Assert.Equal("cloud-7", (string?)C1.Get(Resource, "fleet-c2", "velero")!["spec"]!["credential"]!["key"]);
    }

    public void Dispose() => _provider.Dispose();

    private static JsonObject Config(params string[] peers) => new()
    {
        ["name"] = "fleet",
        ["storage_provider"] = "aws",
        ["bucket"] = "fleet",
        ["config"] = new JsonObject { ["region"] = "here" },
        ["peers"] = new JsonArray([.. peers]),
    };

    /// <summary>A policy that has volumes read through the file system.</summary>
    public static JsonObject FileSystemPolicy() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "volumes", ["namespace"] = "velero" },
        ["data"] = new JsonObject
        {
            ["policies.yaml"] = "version: v1\nvolumePolicies:\n- conditions: { nfs: {} }\n  action: { type: fs-backup }\n",
        },
    };

    private static Dictionary<string, string> Peers(ApplyResourceChangeResponse made, string cluster) =>
        ProviderOnSandbox<BackupLocationModel>.Model(made.NewState).Elements[cluster].Peers.ToDictionary(StringComparer.Ordinal);

    private void NoDefault()
    {
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            cluster.Patch(Resource, "default", new() { ["spec"] = new JsonObject { ["default"] = false } });
        }
    }

    private async Task<ApplyResourceChangeResponse> CreatedAsync(params string[] peers)
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config(peers));
        Assert.Empty(made.Diagnostics);
        return made;
    }

    private async Task AssertUnchangedAsync(ApplyResourceChangeResponse made, params string[] peers)
    {
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var plan = await _provider.PlanAsync(Config(peers), read.NewState, read.Private);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(made.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
    }
}
