using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformProviderWorkspaceBackup.Locations;
using TerraformProviderWorkspaceBackup.Tests.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Locations;

/// <summary><c>moved</c> blocks, as Terraform carries them out: moved without clusters, then read with them.</summary>
public sealed class LocationMoveTests : IDisposable
{
    private readonly ProviderOnSandbox<BackupLocationModel> _provider = new("workspace_backup_location", 2);

    public static TheoryData<string, string, string> Sources => new()
    {
        {
            "hashicorp/kubernetes", "kubernetes_manifest",
            """
            {"manifest": {"type": "dynamic", "value": {"apiVersion": "velero.io/v1", "kind": "BackupStorageLocation",
              "metadata": {"name": "offsite", "namespace": "velero"}}},
             "object": {"type": "dynamic", "value": {"metadata": {"uid": null}, "spec": {"provider": "aws", "accessMode": null,
              "credential": null, "config": {"region": "here"}, "objectStorage": {"bucket": "fleet", "prefix": "c2", "caCert": null}}}}}
            """
        },
        {
            "alekc/kubectl", "kubectl_manifest",
            """{"api_version": "velero.io/v1", "kind": "BackupStorageLocation", "name": "offsite", "namespace": "velero", "uid": "$UID"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task The_first_read_finds_the_cluster_and_nothing_is_replaced(string provider, string type, string state)
    {
        // On c1 there is one of that name too, with another folder.
        Create("c1");
        var uid = Create("c2");

        var moved = await _provider.MoveAsync(provider, type, state.Replace("$UID", uid, StringComparison.Ordinal));
        Assert.Empty(moved.Diagnostics);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(moved.TargetState, moved.TargetPrivate);

        Assert.Empty(read.Diagnostics);
        Assert.Equal("c2", Assert.Single(ProviderOnSandbox<BackupLocationModel>.Model(read.NewState).Elements).Key);
        var config = new JsonObject
        {
            ["name"] = "fleet",
            ["storage_provider"] = "aws",
            ["bucket"] = "fleet",
            ["prefix"] = "{cluster}",
            ["config"] = new JsonObject { ["region"] = "here" },
            ["clusters"] = new JsonArray("c2"),
        };
        var plan = await _provider.PlanAsync(config, read.NewState, read.Private);
        Assert.Empty(plan.Diagnostics);
        Assert.Empty(plan.RequiresReplace);
        await _provider.ConfigureAsync();
        var applied = await _provider.ApplyAsync(config, read.NewState, read.Private);
        Assert.Empty(applied.Diagnostics);
        var element = ProviderOnSandbox<BackupLocationModel>.Model(applied.NewState).Elements["c2"];
        Assert.Equal(("offsite", uid), (element.Name, element.Uid));

        Assert.Equal("offsite", ProviderOnSandbox<BackupLocationModel>.Model(applied.NewState).Get(BackupLocationModel.Location).Known);

        // As after an import, the labels come with the next write.
        config["backup_sync_period"] = "15m";
        await _provider.ConfigureAsync();
        var changed = await _provider.ApplyAsync(config, applied.NewState, applied.Private);
        Assert.Equal("default/fleet/c2", ProviderOnSandbox<BackupLocationModel>.Model(changed.NewState).Elements["c2"].Owner);
    }

    [Fact]
    public async Task A_manifest_of_another_kind_is_refused()
    {
        var moved = await _provider.MoveAsync(
            "hashicorp/kubernetes", "kubernetes_manifest",
            """{"manifest": {"value": {"apiVersion": "velero.io/v1", "kind": "Schedule", "metadata": {"name": "nightly"}}}}""");

        var error = Assert.Single(moved.Diagnostics);
        Assert.Equal((Severity.Error, "Not A Backup Location"), (error.Severity, error.Summary));
    }

    [Fact]
    public async Task What_no_cluster_has_is_planned_anew()
    {
        var moved = await _provider.MoveAsync(
            "alekc/kubectl", "kubectl_manifest",
            """{"api_version": "velero.io/v1", "kind": "BackupStorageLocation", "name": "gone", "namespace": "velero", "uid": "none"}""");
        await _provider.ConfigureAsync();

        var read = await _provider.ReadAsync(moved.TargetState, moved.TargetPrivate);

        Assert.Equal("Moved Location Not Found", Assert.Single(read.Diagnostics).Summary);
        Assert.True(ProviderOnSandbox<BackupLocationModel>.Value(read.NewState).IsNull);
    }

    public void Dispose() => _provider.Dispose();

    private string Create(string cluster)
    {
        _provider.Sandbox.Buckets.Make("aws", "fleet");
        var made = _provider.Sandbox.Clusters.Single(one => one.Name == cluster).Create("backupstoragelocations", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "offsite", ["namespace"] = "velero" },
            ["spec"] = new JsonObject
            {
                ["provider"] = "aws",
                ["config"] = new JsonObject { ["region"] = "here" },
                ["objectStorage"] = new JsonObject { ["bucket"] = "fleet", ["prefix"] = cluster },
            },
        });
        return (string)made["metadata"]!["uid"]!;
    }
}
