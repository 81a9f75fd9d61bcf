using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

/// <summary>Locations on clusters of the sandbox, by the calls that Terraform makes.</summary>
public sealed class LocationResourceTests : IDisposable
{
    private const string Resource = "backupstoragelocations";

    private readonly ProviderOnSandbox<BackupLocationModel> _provider = new("workspace_backup_location", 2);

    public LocationResourceTests() => _provider.Sandbox.Buckets.Make("aws", "fleet");

    private static JsonObject Config => new()
    {
        ["name"] = "fleet",
        ["storage_provider"] = "aws",
        ["bucket"] = "fleet",
    };

    private SandboxCluster C1 => _provider.Sandbox.Clusters[0];

    private SandboxCluster C2 => _provider.Sandbox.Clusters[1];

    [Fact]
    public async Task Each_cluster_gets_a_folder_of_its_own_and_the_name_is_known_only_then()
    {
        await _provider.ConfigureAsync("payments", "shop");

        var plan = await _provider.PlanAsync(Config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);
        var planned = ProviderOnSandbox<BackupLocationModel>.Model(plan.PlannedState);
        Assert.Empty(plan.Diagnostics);
        Assert.True(planned.Get(BackupLocationModel.Location).IsUnknown);
        Assert.Equal(new Dictionary<string, string> { ["c1"] = "payments/c1", ["c2"] = "payments/c2" }, planned.Folders);

        await _provider.ConfigureAsync("payments", "shop");
        var made = await _provider.ApplyAsync(Config);

        Assert.Empty(made.Diagnostics);
        Assert.Equal("fleet", ProviderOnSandbox<BackupLocationModel>.Model(made.NewState).Get(BackupLocationModel.Location).Known);
        var found = C2.Get(Resource, "fleet", "velero")!;
        Assert.Equal("payments/c2", (string)found["spec"]!["objectStorage"]!["prefix"]!);
        Assert.Equal("Available", (string)found["status"]!["phase"]!);
    }

    [Fact]
    public async Task What_nobody_changed_is_planned_as_it_is_also_when_the_workspace_is_renamed()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync("renamed", "shop");
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var plan = await _provider.PlanAsync(Config, read.NewState, read.Private);

        var planned = ProviderOnSandbox<BackupLocationModel>.Model(plan.PlannedState);
        Assert.Empty(plan.RequiresReplace);
        Assert.Equal("default/c1", planned.Folders["c1"]);
        Assert.Equal("default/c1", planned.Elements["c1"].Prefix);
        Assert.Equal("renamed/fleet/c1", planned.Elements["c1"].Owner);
    }

    [Theory]
    [InlineData("the folder", """{"objectStorage":{"prefix":"elsewhere"}}""", "locations[\"c1\"].prefix: \"default/c1\" -> \"elsewhere\"")]
    [InlineData("the access", """{"accessMode":"ReadOnly"}""", "locations[\"c1\"].settings[\"access_mode\"]: \"ReadWrite\" -> \"ReadOnly\"")]
    [InlineData("a key of the config", """{"config":{"region":"moon"}}""", "locations[\"c1\"].settings[\"config.region\"]: null -> \"moon\"")]
    [InlineData("a period", """{"backupSyncPeriod":"5m0s"}""", "locations[\"c1\"].settings[\"backup_sync_period\"]: null -> \"5m0s\"")]
    public async Task Drift_is_told_by_field_and_mended(string what, string spec, string told)
    {
        var made = await CreatedAsync();
        C1.Patch(Resource, "fleet", new() { ["spec"] = JsonNode.Parse(spec) });
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.Contains(read.Diagnostics, found => found.Summary.StartsWith("Location Changed By Others", StringComparison.Ordinal) && found.Detail.Contains(told, StringComparison.Ordinal));
        var mended = await _provider.ApplyAsync(Config, read.NewState, read.Private);

        Assert.True(mended.Diagnostics.Count == 0, what);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Model(made.NewState).Elements["c1"],
            ProviderOnSandbox<BackupLocationModel>.Model(mended.NewState).Elements["c1"]);
    }

    [Theory]
    [InlineData("access_mode", """{"accessMode":"ReadOnly"}""", "accessMode")]
    [InlineData("config", """{"config":{"region":"moon"}}""", "config")]
    [InlineData("backup_sync_period", """{"backupSyncPeriod":"5m0s"}""", "backupSyncPeriod")]
    public async Task What_ignore_drift_names_is_theirs_to_change(string argument, string spec, string field)
    {
        var config = Config;
        config["ignore_drift"] = new JsonArray(argument);
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(config);
        Assert.Empty(made.Diagnostics);
        var theirs = C1.Patch(Resource, "fleet", new() { ["spec"] = JsonNode.Parse(spec) })["spec"]![field]!.ToJsonString();
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);
        Assert.Empty(read.Diagnostics);
        var plan = await _provider.PlanAsync(config, read.NewState, read.Private);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(read.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
        config["validation_frequency"] = "7m";
        var written = await _provider.ApplyAsync(config, read.NewState, read.Private);

        Assert.Empty(written.Diagnostics);
        var found = C1.Get(Resource, "fleet", "velero")!["spec"]!;
        Assert.Equal(("7m0s", theirs), ((string)found["validationFrequency"]!, found[field]!.ToJsonString()));
    }

    [Fact]
    public async Task A_location_that_somebody_made_anew_is_told()
    {
        var made = await CreatedAsync();
        var found = C1.Get(Resource, "fleet", "velero")!;
        C1.Delete(Resource, "fleet", "velero");
        C1.Create(Resource, new()
        {
            ["metadata"] = new JsonObject { ["name"] = "fleet", ["labels"] = found["metadata"]!["labels"]!.DeepClone() },
            ["spec"] = found["spec"]!.DeepClone(),
        });
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(made.NewState, made.Private);

        Assert.Contains(read.Diagnostics, static told => told.Summary.StartsWith("Location Made Anew By Others", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_fails_the_create_in_Veleros_words_and_leaves_nothing()
    {
        await _provider.ConfigureAsync();
        var config = Config;
        config["bucket"] = "missing";

        var made = await _provider.ApplyAsync(config);

        var error = Assert.Single(made.Diagnostics);
        Assert.Equal((Severity.Error, "Backup Location Not Available"), (error.Severity, error.Summary));
        Assert.Contains("NoSuchBucket", error.Detail);
        Assert.Null(C1.Get(Resource, "fleet", "velero"));
        Assert.True(ProviderOnSandbox<BackupLocationModel>.Value(made.NewState).IsNull);
    }

    [Fact]
    public async Task Without_waiting_it_is_made_and_the_next_refresh_warns()
    {
        await _provider.ConfigureAsync();
        var config = Config;
        config["bucket"] = "missing";
        config["wait"] = false;

        var made = await _provider.ApplyAsync(config);
        Assert.Empty(made.Diagnostics);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);

        var warning = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Warning, "Backup Location Not Available"), (warning.Severity, warning.Summary));
        Assert.Contains("NoSuchBucket", warning.Detail);
    }

    [Fact]
    public async Task An_update_that_Velero_cannot_use_is_an_error_and_the_state_says_what_is_there()
    {
        var made = await CreatedAsync();
        _provider.Sandbox.Buckets.Remove("aws", "fleet");
        await _provider.ConfigureAsync();
        var config = Config;
        config["backup_sync_period"] = "15m";

        var updated = await _provider.ApplyAsync(config, made.NewState, made.Private);

        Assert.Contains("NoSuchBucket", Assert.Single(updated.Diagnostics).Detail);
        Assert.Equal(
            "15m0s", ProviderOnSandbox<BackupLocationModel>.Model(updated.NewState).Elements["c1"].Settings["backup_sync_period"]);
    }

    [Fact]
    public async Task Two_clusters_in_one_folder_are_refused_when_planned()
    {
        await _provider.ConfigureAsync();
        var config = Config;
        config["prefix"] = "shared";

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal("Two Clusters In One Place", error.Summary);
        Assert.Contains("\"c1\" and \"c2\"", error.Detail);
    }

    [Fact]
    public async Task A_folder_that_another_clusters_location_writes_to_is_refused_when_planned()
    {
        await CreatedAsync();
        await _provider.ConfigureAsync();
        var config = Config;
        config["name"] = "second";
        config["prefix"] = "default/c1";
        config["clusters"] = new JsonArray("c2");

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var error = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Error, "Backup Location Shared With Another Cluster"), (error.Severity, error.Summary));
        Assert.Contains("cluster \"c1\"", error.Detail);
    }

    [Theory]
    [InlineData("one place", "new/c1", "c2", "Backup Location Shared With Another Cluster", Severity.Error)]
    [InlineData("one place on one cluster", "new/c1", "c1", "Backup Location Shared With Another Cluster", Severity.Error)]
    [InlineData("one above the other", "new", "c2", "Backup Location Above Another", Severity.Warning)]
    public async Task Two_resources_whose_places_overlap_are_told_before_either_is_there(
        string what, string prefix, string cluster, string title, Severity severity)
    {
        await _provider.ConfigureAsync();
        Assert.Empty((await _provider.PlanAsync(In("fleet", "new/{cluster}", "c1"), ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics);

        var second = await _provider.PlanAsync(In("other", prefix, cluster), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var found = Assert.Single(second.Diagnostics);
        Assert.True((severity, title, "prefix") == (found.Severity, found.Summary, found.Path!.ToString()), what);
    }

    [Fact]
    public async Task Two_resources_in_places_beside_one_another_and_one_that_only_reads_are_silent()
    {
        await _provider.ConfigureAsync();
        var readOnly = In("third", "new/c1", "c2");
        readOnly["access_mode"] = "ReadOnly";
        foreach (var config in (JsonObject[])[In("fleet", "new/{cluster}", "c1"), In("other", "new/{cluster}", "c2"), readOnly])
        {
            Assert.Empty((await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics);
        }
    }

    [Fact]
    public async Task Another_name_replaces_it_in_its_own_place_and_says_what_becomes_of_the_backups()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(made.NewState, made.Private);
        var config = Config;
        config["name"] = "renamed";

        var first = await _provider.PlanAsync(config, read.NewState, read.Private);
        var second = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, first.PlannedPrivate);

        var warning = Assert.Single(first.Diagnostics);
        Assert.Contains("made anew under the name renamed", warning.Detail);
        Assert.Empty(second.Diagnostics);
    }

    [Fact]
    public async Task A_folder_above_anothers_warns()
    {
        await CreatedAsync();
        await _provider.ConfigureAsync();
        var config = Config;
        config["name"] = "second";
        config["prefix"] = "default";
        config["clusters"] = new JsonArray("c2");

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Backup Location Above Another"), (warning.Severity, warning.Summary));
    }

    [Theory]
    [InlineData("payments", null)]
    [InlineData("fleet", "key")]
    public async Task A_secret_that_is_missing_warns_when_planned_and_stops_the_apply(string secret, string? key)
    {
        if (key is not null)
        {
            foreach (var cluster in _provider.Sandbox.Clusters)
            {
                cluster.Create("secrets", new()
                {
                    ["metadata"] = new JsonObject { ["name"] = secret, ["namespace"] = "velero" },
                    ["data"] = new JsonObject { [key] = "eA==" },
                });
            }
        }

        await _provider.ConfigureAsync();
        var config = Config;
        config["credential_secret"] = new JsonObject { ["name"] = secret, ["key"] = "cloud" };

        var plan = await _provider.PlanAsync(config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Secret Missing", "credential_secret"), (warning.Severity, warning.Summary, warning.Path!.ToString()));

        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(config);
        var error = Assert.Single(made.Diagnostics);
        Assert.Equal((Severity.Error, "Secret Missing"), (error.Severity, error.Summary));
        Assert.Null(C1.Get(Resource, "fleet", "velero"));
    }

    [Fact]
    public async Task Another_bucket_replaces_and_says_what_stays_behind()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();
        var config = Config;
        config["bucket"] = "other";

        var plan = await _provider.PlanAsync(config, made.NewState, made.Private);

        Assert.Equal("bucket", Assert.Single(plan.RequiresReplace).ToString());
        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal("Backup Location Replaced: \"fleet\"", warning.Summary);
        Assert.True(ProviderOnSandbox<BackupLocationModel>.Model(plan.PlannedState).Get(BackupLocationModel.Prefixes).IsUnknown);
    }

    [Theory]
    [InlineData("{workspace}/{cluster}/", false)]
    [InlineData("default/{cluster}", false)]
    [InlineData("other/{cluster}", true)]
    public async Task Only_a_prefix_that_means_another_folder_replaces(string prefix, bool replaces)
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();
        var config = Config;
        config["prefix"] = prefix;

        var plan = await _provider.PlanAsync(config, made.NewState, made.Private);

        Assert.Equal(replaces, plan.RequiresReplace.Count > 0);
        Assert.Equal(replaces ? 1 : 0, plan.Diagnostics.Count);
    }

    [Fact]
    public async Task One_name_may_stand_for_two_buckets_on_different_clusters_and_not_on_one()
    {
        await _provider.ConfigureAsync();
        JsonObject On(string cluster)
        {
            var config = Config;
            config["clusters"] = new JsonArray(cluster);
            return config;
        }

        Assert.Empty((await _provider.PlanAsync(On("c1"), ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics);
        Assert.Empty((await _provider.PlanAsync(On("c2"), ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics);
        Assert.Equal(
            "Location Name Used Twice",
            Assert.Single((await _provider.PlanAsync(Config, ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics).Summary);
    }

    [Fact]
    public async Task An_imported_location_is_planned_as_it_is()
    {
        await CreatedAsync();
        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync("fleet");
        Assert.Empty(imported.Diagnostics);
        var read = await _provider.ReadAsync(imported.ImportedResources[0].State, imported.ImportedResources[0].Private);
        var plan = await _provider.PlanAsync(Config, read.NewState, read.Private);

        Assert.Empty(plan.Diagnostics);
        Assert.Empty(plan.RequiresReplace);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(read.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
    }

    [Fact]
    public async Task A_location_of_Veleros_installation_is_adopted_under_its_own_name()
    {
        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync("fleet:c1=default,c2=default");

        Assert.Empty(imported.Diagnostics);
        var model = ProviderOnSandbox<BackupLocationModel>.Model(imported.ImportedResources[0].State);
        Assert.Equal(("fleet", "default"), (model.Get(BackupLocationModel.Name).Known, model.Elements["c1"].Name));
        Assert.Equal("{cluster}", model.Get(BackupLocationModel.Prefix).Known);

        // What schedules take must be what is there.
        Assert.Equal("default", model.Get(BackupLocationModel.Location).Known);
    }

    [Fact]
    public async Task A_destroy_is_refused_while_a_schedule_of_this_workspace_points_to_it()
    {
        var made = await CreatedAsync();
        AddSchedule(C1, "daily-c1", "default");
        AddSchedule(C2, "other-c2", "another");
        await _provider.ConfigureAsync();

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private);

        var error = Assert.Single(destroyed.Diagnostics);
        Assert.Equal((Severity.Error, "Backup Location In Use"), (error.Severity, error.Summary));
        Assert.Contains("\"daily-c1\"", error.Detail);
        Assert.DoesNotContain("other-c2", error.Detail);
        Assert.NotNull(C1.Get(Resource, "fleet", "velero"));
        Assert.NotNull(C2.Get(Resource, "fleet", "velero"));
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(made.NewState), ProviderOnSandbox<BackupLocationModel>.Value(destroyed.NewState));
    }

    [Fact]
    public async Task A_destroy_that_belongs_to_a_replacement_is_not_refused()
    {
        var made = await CreatedAsync();
        AddSchedule(C1, "daily-c1", "default");
        await _provider.ConfigureAsync();
        await _provider.ReadAsync(made.NewState, made.Private);
        var create = await _provider.PlanAsync(Config, ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private, create.PlannedPrivate);

        Assert.Empty(destroyed.Diagnostics);
        Assert.Null(C1.Get(Resource, "fleet", "velero"));
    }

    [Fact]
    public async Task What_a_replacement_has_taken_over_is_left_to_it_whatever_schedule_points_there()
    {
        var made = await CreatedAsync();
        await _provider.ConfigureAsync();
        await _provider.ReadAsync(made.NewState, made.Private);
        var taken = await _provider.ApplyAsync(Config);
        Assert.All(taken.Diagnostics, static found => Assert.StartsWith("Existing Object Taken Over", found.Summary));
        AddSchedule(C1, "daily-c1", "default");
        await _provider.ConfigureAsync();

        var destroyed = await _provider.DestroyAsync(made.NewState, made.Private);

        Assert.DoesNotContain(destroyed.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.NotNull(C1.Get(Resource, "fleet", "velero"));
    }

    [Fact]
    public async Task A_destroy_plan_says_how_many_backups_become_unusable()
    {
        var made = await CreatedAsync();
        foreach (var name in (string[])["a", "b"])
        {
            C2.Seed("backups", new()
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "Backup",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "velero" },
                ["spec"] = new JsonObject { ["storageLocation"] = "fleet" },
                ["status"] = new JsonObject { ["phase"] = "Completed" },
            });
        }

        await _provider.ConfigureAsync();
        var plan = await _provider.PlanDestroyAsync(made.NewState, made.Private);

        var warning = Assert.Single(plan.Diagnostics);
        Assert.Equal((Severity.Warning, "Backups Become Unusable"), (warning.Severity, warning.Summary));
        Assert.Contains("2 Backups are in the location", warning.Detail);
        Assert.Contains("a location with the same name, bucket and prefix makes them usable again", warning.Detail);
        Assert.Contains("\"c2\"", warning.Detail);
    }

    [Fact]
    public async Task The_default_is_handed_over_by_the_new_one()
    {
        NoDefault();
        await _provider.ConfigureAsync();
        var old = await _provider.ApplyAsync(Default("old"));
        Assert.Empty(old.Diagnostics);
        Assert.True((bool)C1.Get(Resource, "old", "velero")!["spec"]!["default"]!);
        await _provider.ConfigureAsync();

        var made = await _provider.ApplyAsync(Default("fleet"));

        Assert.Empty(made.Diagnostics);
        Assert.True((bool)C1.Get(Resource, "fleet", "velero")!["spec"]!["default"]!);
        Assert.False((bool)C1.Get(Resource, "old", "velero")!["spec"]!["default"]!);

        // The old one's own change finds what it would write.
        await _provider.ConfigureAsync();
        var config = Default("old");
        config["default"] = false;
        var changed = await _provider.ApplyAsync(config, old.NewState, old.Private);
        Assert.Empty(changed.Diagnostics);
        Assert.True((bool)C1.Get(Resource, "fleet", "velero")!["spec"]!["default"]!);
    }

    [Fact]
    public async Task A_create_that_fails_gives_the_default_back()
    {
        NoDefault();
        await _provider.ConfigureAsync();
        Assert.Empty((await _provider.ApplyAsync(Default("old"))).Diagnostics);
        await _provider.ConfigureAsync();
        var config = Default("fleet");
        config["bucket"] = "missing";

        var failed = await _provider.ApplyAsync(config);

        Assert.Contains("NoSuchBucket", Assert.Single(failed.Diagnostics).Detail);
        Assert.True((bool)C1.Get(Resource, "old", "velero")!["spec"]!["default"]!);
    }

    [Theory]
    [InlineData("a negative sync period", """{"backup_sync_period":"-1m"}""", "backup_sync_period")]
    [InlineData("a negative validation period", """{"validation_frequency":"-1s"}""", "validation_frequency")]
    [InlineData("no duration", """{"backup_sync_period":"soon"}""", "backup_sync_period")]
    [InlineData("a CA that is none", """{"ca_cert":"nope"}""", "ca_cert")]
    [InlineData("a blank plugin", """{"storage_provider":" "}""", "storage_provider")]
    [InlineData("a blank after the plugin", """{"storage_provider":"aws "}""", "storage_provider")]
    [InlineData("a plugin in another case", """{"storage_provider":"AWS"}""", "storage_provider")]
    [InlineData("a plugin's full name in another case", """{"storage_provider":"velero.io/Azure"}""", "storage_provider")]
    [InlineData("an empty bucket", """{"bucket":""}""", "bucket")]
    [InlineData("a blank in the prefix", """{"prefix":" p"}""", "prefix")]
    [InlineData("another access mode", """{"access_mode":"WriteOnly"}""", "access_mode")]
    [InlineData("a Secret without a key", """{"credential_secret":{"name":"cloud","key":""}}""", "credential_secret.key")]
    [InlineData("a setting of Velero's own", """{"config":{"credentialsFile":"/x"}}""", "config[\"credentialsFile\"]")]
    [InlineData("no clusters", """{"clusters":[]}""", "clusters")]
    public async Task What_Velero_takes_and_nobody_can_mean_is_refused_when_validated(string what, string arguments, string path)
    {
        var config = Config;
        foreach (var (name, value) in JsonNode.Parse(arguments)!.AsObject())
        {
            config[name] = value?.DeepClone();
        }

        var error = Assert.Single(await _provider.ValidateAsync(config), static found => found.Severity == Severity.Error);

        Assert.True(path == error.Path!.ToString(), $"{what}: {error.Path}");
    }

    [Fact]
    public async Task A_state_from_before_credentials_and_peers_is_planned_as_it_is()
    {
        var made = await CreatedAsync();
        var state = JsonNode.Parse(TerraformPlugin.Values.JsonCodec.Encode(
            ProviderOnSandbox<BackupLocationModel>.Value(made.NewState), ProviderOnSandbox<BackupLocationModel>.Type))!.AsObject();
        foreach (var name in (string[])["credential_wo", "credential_wo_version", "peers"])
        {
            state.Remove(name);
        }

        foreach (var (_, element) in state["locations"]!.AsObject())
        {
            element!.AsObject().Remove("credential_version");
            element.AsObject().Remove("peers");
        }

        await _provider.ConfigureAsync();
        var upgraded = await _provider.UpgradeAsync(0, state.ToJsonString());
        Assert.Empty(upgraded.Diagnostics);
        var plan = await _provider.PlanAsync(Config, upgraded.UpgradedState, made.Private);

        Assert.Empty(plan.Diagnostics);
        Assert.Equal(
            ProviderOnSandbox<BackupLocationModel>.Value(made.NewState), ProviderOnSandbox<BackupLocationModel>.Value(plan.PlannedState));
    }

    [Fact]
    public async Task An_update_that_fails_gives_the_default_back()
    {
        NoDefault();
        await _provider.ConfigureAsync();
        Assert.Empty((await _provider.ApplyAsync(Default("old"))).Diagnostics);
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        Refuse("/fleet");
        await _provider.ConfigureAsync();

        var failed = await _provider.ApplyAsync(AsDefault(), made.NewState, made.Private);

        Assert.Equal("Write Refused", Assert.Single(failed.Diagnostics).Summary);
        Assert.True((bool)C1.Get(Resource, "old", "velero")!["spec"]!["default"]!);
        Assert.False((bool)C2.Get(Resource, "old", "velero")!["spec"]!["default"]!);
    }

    [Fact]
    public async Task A_default_that_cannot_be_given_back_is_told_with_the_command()
    {
        NoDefault();
        await _provider.ConfigureAsync();
        Assert.Empty((await _provider.ApplyAsync(Default("old"))).Diagnostics);
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        Refuse("/fleet");
        Refuse("/old", after: 1);
        await _provider.ConfigureAsync();

        var failed = await _provider.ApplyAsync(AsDefault(), made.NewState, made.Private);

        var error = Assert.Single(failed.Diagnostics, static found => found.Summary == "Not Rolled Back");
        Assert.Equal(Severity.Error, error.Severity);
        Assert.Contains("\"old\" was the default", error.Detail);
        Assert.Contains("patch backupstoragelocations.velero.io old --type merge --patch '{\"spec\":{\"default\":true}}'", error.Detail);
    }

    [Fact]
    public async Task Somebody_elses_default_is_an_error_that_names_it()
    {
        C1.Patch(Resource, "default", new() { ["spec"] = new JsonObject { ["default"] = true } });
        await _provider.ConfigureAsync();

        var plan = await _provider.PlanAsync(Default("fleet"), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        var error = Assert.Single(plan.Diagnostics, static found => found.Severity == Severity.Error);
        Assert.Equal(("Default Location Taken", "default"), (error.Summary, error.Path!.ToString()));
        Assert.Contains("\"default\", which is not this workspace's", error.Detail);
    }

    [Fact]
    public async Task Two_defaults_on_one_cluster_are_an_error_when_planned()
    {
        NoDefault();
        await _provider.ConfigureAsync();

        Assert.Empty((await _provider.PlanAsync(Default("fleet"), ProviderOnSandbox<BackupLocationModel>.Nothing, default)).Diagnostics);
        var second = await _provider.PlanAsync(Default("second"), ProviderOnSandbox<BackupLocationModel>.Nothing, default);

        Assert.Equal("Two Default Locations", Assert.Single(second.Diagnostics).Summary);
    }

    private static JsonObject In(string name, string prefix, string cluster)
    {
        var config = Config;
        config["name"] = name;
        config["prefix"] = prefix;
        config["clusters"] = new JsonArray(cluster);
        return config;
    }

    private static JsonObject Default(string name)
    {
        var config = Config;
        config["name"] = name;
        config["prefix"] = $"{name}/{{cluster}}";
        config["default"] = true;
        return config;
    }

    private static JsonObject AsDefault()
    {
        var config = Config;
        config["default"] = true;
        return config;
    }

    /// <summary>The first cluster refuses to write a location, but not to try it.</summary>
    private void Refuse(string name, int after = 0) => C1.Faults.Add(VeleroSandbox.Faults.Fault.Status(400, "no", "BadRequest")
        .When(line => line.Verb == "patch" && !line.IsDryRun && line.Path.EndsWith(name, StringComparison.Ordinal)).After(after));

    private void NoDefault()
    {
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            cluster.Patch(Resource, "default", new() { ["spec"] = new JsonObject { ["default"] = false } });
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

    public void Dispose() => _provider.Dispose();

    private async Task<TerraformPlugin.Framework.Internal.Server.ApplyResourceChangeResponse> CreatedAsync()
    {
        await _provider.ConfigureAsync();
        var made = await _provider.ApplyAsync(Config);
        Assert.Empty(made.Diagnostics);
        return made;
    }
}
