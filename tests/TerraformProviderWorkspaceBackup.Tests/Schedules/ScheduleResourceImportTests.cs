using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Schedules;

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

    [Fact]
    public async Task The_id_of_the_resource_is_an_import_id_too()
    {
        Create("c1", "daily-c1");
        Create("c2", "daily-c2");
        await _provider.ConfigureAsync("payments", "shop");

        var imported = await _provider.ImportAsync("payments/daily");

        Assert.Empty(imported.Diagnostics);
        var model = ProviderOnSandbox.Model(Assert.Single(imported.ImportedResources).State);
        Assert.Equal(("payments/daily", "daily"), (model.Get(ScheduleModel.Id).Known, model.Get(ScheduleModel.Prefix).Known));
    }

    [Fact]
    public async Task An_id_that_names_another_workspace_is_refused_with_the_one_that_is_right()
    {
        Create("c1", "daily-c1");
        await _provider.ConfigureAsync("payments", "shop");

        var error = Assert.Single((await _provider.ImportAsync("shipping/daily")).Diagnostics);

        Assert.Equal("Invalid Import Id", error.Summary);
        Assert.All(["\"shipping\"", "\"payments\"", "\"daily\""], part => Assert.Contains(part, error.Detail));
    }

    [Theory]
    [InlineData("the one that is marked", "marked", null, "marked")]
    [InlineData("the one of the usual name", "default", null, "default")]
    [InlineData("the one that the server's flag names", "named", "named", "named")]
    [InlineData("none", "other", null, null)]
    public async Task A_schedule_that_names_no_location_takes_the_clusters_default(
        string which, string location, string? flag, string? taken)
    {
        foreach (var cluster in _provider.Sandbox.Clusters)
        {
            foreach (var found in cluster.List("backupstoragelocations"))
            {
                cluster.Delete("backupstoragelocations", (string)found["metadata"]!["name"]!);
            }

            cluster.Create("backupstoragelocations", new()
            {
                ["metadata"] = new JsonObject { ["name"] = location },
                ["spec"] = new JsonObject
                {
                    ["provider"] = "aws",
                    ["default"] = location == "marked",
                    ["objectStorage"] = new JsonObject { ["bucket"] = "backups", ["prefix"] = cluster.Name },
                },
            });
            if (flag is not null)
            {
                cluster.Patch("deployments", "velero", JsonNode.Parse(
                    """{"spec":{"template":{"spec":{"containers":[{"name":"velero","image":"velero","args":["server","--default-backup-storage-location=FLAG"]}]}}}}"""
                        .Replace("FLAG", flag, StringComparison.Ordinal))!.AsObject(), @namespace: "velero");
            }

            Create(cluster.Name, $"daily-{cluster.Name}", location: null);
        }

        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync("daily");

        if (taken is null)
        {
            var error = Assert.Single(imported.Diagnostics);
            Assert.Equal("No Default Backup Location", error.Summary);
            Assert.All(["daily-c1", "\"c1\"", "\"other\""], part => Assert.Contains(part, error.Detail));
            return;
        }

        Assert.Empty(imported.Diagnostics);
        var resource = Assert.Single(imported.ImportedResources);
        Assert.True(
            taken == ProviderOnSandbox.Model(resource.State).Get(TerraformProviderWorkspaceBackup.Content.ContentAttributes.BackupLocation).Known,
            which);
        var config = Daily;
        config["backup_location"] = taken;
        Assert.Empty((await _provider.ApplyAsync(config, resource.State, resource.Private)).Diagnostics);
        Assert.All(_provider.Sandbox.Clusters, cluster => Assert.Equal(
            taken, (string?)Assert.Single(cluster.List("schedules"))["spec"]!["template"]!["storageLocation"]));
    }

    [Theory]
    [InlineData("""{"ownerReferences":[{"apiVersion":"v1","kind":"Tenant","name":"shop","uid":"1","controller":true}]}""", "the Tenant \"shop\"")]
    [InlineData("""{"labels":{"argocd.argoproj.io/instance":"shop"}}""", "the Argo CD application \"shop\"")]
    [InlineData("""{"labels":{"kustomize.toolkit.fluxcd.io/name":"apps","kustomize.toolkit.fluxcd.io/namespace":"flux"}}""", "the Flux Kustomization \"flux/apps\"")]
    [InlineData("""{"annotations":{"meta.helm.sh/release-name":"velero"}}""", "the Helm release \"velero\"")]
    public async Task Who_else_manages_it_is_said_when_it_is_imported(string metadata, string who)
    {
        Create("c1", "daily-c1");
        Create("c2", "daily-c2");
        _provider.Sandbox["c2"].Patch("schedules", "daily-c2", new() { ["metadata"] = JsonNode.Parse(metadata) });
        await _provider.ConfigureAsync();

        var imported = await _provider.ImportAsync("daily");

        var warning = Assert.Single(imported.Diagnostics);
        Assert.Equal((Severity.Warning, "Object Of Another Controller Imported"), (warning.Severity, warning.Summary));
        Assert.Contains($"velero/daily-c2 belongs to {who}", warning.Detail);
        Assert.Single(imported.ImportedResources);
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

    private void Create(string cluster, string? name, string? location = "default")
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
                        ["storageLocation"] = location,
                        ["ttl"] = "720h0m0s",
                        ["snapshotVolumes"] = true,
                        ["includedNamespaces"] = new JsonArray("shop"),
                    },
                },
            });
        }
    }
}
