using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup.Schedules;

namespace TerraformProviderWorkspaceBackup.Tests.Schedules;

/// <summary><c>moved</c> blocks, as Terraform carries them out: moved without clusters, then read with them.</summary>
public sealed class ScheduleResourceMoveTests : IDisposable
{
    private readonly ProviderOnSandbox _provider = new(2);

    /// <summary>Name of the case, provider, type, state with <c>$UID</c> for the object's uid.</summary>
    public static TheoryData<string, string, string, string> Sources => new()
    {
        {
            "a manifest, which records no uid", "hashicorp/kubernetes", "kubernetes_manifest",
            """
            {"manifest": {"type": ["object", {}], "value": {"apiVersion": "velero.io/v1", "kind": "Schedule",
              "metadata": {"name": "nightly", "namespace": "velero"}, "spec": {"schedule": "0 2 * * *"}}},
             "object": {"type": ["object", {}], "value": {"apiVersion": "velero.io/v1", "kind": "Schedule",
              "metadata": {"name": "nightly", "namespace": "velero", "uid": null}}}, "wait": null}
            """
        },
        {
            "a manifest with a uid", "hashicorp/kubernetes", "kubernetes_manifest",
            """
            {"manifest": {"type": "dynamic", "value": {"apiVersion": "velero.io/v1", "kind": "Schedule",
              "metadata": {"name": "nightly", "namespace": "velero"}}},
             "object": {"type": "dynamic", "value": {"metadata": {"uid": "$UID"}}}}
            """
        },
        {
            "a kubectl manifest", "gavinbunney/kubectl", "kubectl_manifest",
            """
            {"api_version": "velero.io/v1", "kind": "Schedule", "name": "nightly", "namespace": "velero", "uid": "$UID"}
            """
        },
        {
            "the fork's kubectl manifest", "alekc/kubectl", "kubectl_manifest",
            """
            {"api_version": "velero.io/v1", "kind": "Schedule", "name": "nightly", "namespace": "velero", "uid": "$UID"}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task The_first_read_finds_the_cluster_and_nothing_is_replaced(
        string what, string provider, string type, string state)
    {
        var uid = Create("c2");

        var moved = await _provider.MoveAsync(provider, type, state.Replace("$UID", uid, StringComparison.Ordinal));
        Assert.Empty(moved.Diagnostics);
        await _provider.ConfigureAsync();
        var read = await _provider.ReadAsync(moved.TargetState, moved.TargetPrivate);

        Assert.Empty(read.Diagnostics);
        var element = Assert.Single(ProviderOnSandbox.Model(read.NewState).Elements);
        Assert.True(("c2", "nightly") == (element.Key, element.Value.Name), what);
        var plan = await _provider.PlanAsync(
            new()
            {
                ["prefix"] = "nightly",
                ["schedule"] = "0 2 * * *",
                ["backup_location"] = "default",
                ["clusters"] = new JsonArray("c2"),
            },
            read.NewState, read.Private);
        Assert.DoesNotContain(plan.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        Assert.Empty(plan.RequiresReplace);
        Assert.Equal("nightly", ProviderOnSandbox.Model(plan.PlannedState).Elements["c2"].Name);
    }

    [Fact]
    public async Task Without_a_uid_and_on_two_clusters_it_is_an_error_and_the_state_stays()
    {
        Create("c1");
        Create("c2");

        var read = await MoveAndReadAsync("");

        var error = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Error, "Moved Schedule Is Ambiguous"), (error.Severity, error.Summary));
        Assert.False(ProviderOnSandbox.Value(read.NewState).IsNull);
    }

    [Theory]
    [InlineData("as it was made", "0 2 * * *", true)]
    [InlineData("with other backup settings", "0 2 * * *", false)]
    [InlineData("at another time", "0 5 * * *", false)]
    public async Task A_manifest_without_a_uid_is_found_by_what_it_recorded(string what, string cron, bool sameDisks)
    {
        Create("c1", cron, disks: sameDisks);
        Create("c2");

        var read = await MoveManifestAsync();

        if (cron == "0 2 * * *" && sameDisks)
        {
            var error = Assert.Single(read.Diagnostics);
            Assert.Equal("Moved Schedule Is Ambiguous", error.Summary);
            Assert.Contains("\"c1\", \"c2\"", error.Detail);
        }
        else
        {
            Assert.Empty(read.Diagnostics);
            Assert.True("c2" == Assert.Single(ProviderOnSandbox.Model(read.NewState).Elements).Key, what);
        }
    }

    [Fact]
    public async Task A_manifest_that_no_cluster_has_as_it_was_recorded_is_ambiguous()
    {
        Create("c1", "0 4 * * *");
        Create("c2", "0 5 * * *");

        var error = Assert.Single((await MoveManifestAsync()).Diagnostics);

        Assert.Equal((Severity.Error, "Moved Schedule Is Ambiguous"), (error.Severity, error.Summary));
        Assert.Contains("a copy of none of them", error.Detail);
    }

    [Fact]
    public async Task One_that_is_nowhere_is_planned_anew_with_a_warning()
    {
        var read = await MoveAndReadAsync("gone");

        Assert.Equal("Moved Schedule Not Found", Assert.Single(read.Diagnostics).Summary);
        Assert.True(ProviderOnSandbox.Value(read.NewState).IsNull);
    }

    [Fact]
    public async Task One_that_may_be_on_a_cluster_that_is_down_stays_in_the_state_until_it_is_back()
    {
        var uid = Create("c2");
        _provider.Sandbox["c2"].GoDown();

        var read = await MoveAndReadAsync(uid);

        Assert.Contains(read.Diagnostics, diagnostic => diagnostic.Detail.Contains("c2", StringComparison.Ordinal));
        Assert.All(read.Diagnostics, diagnostic => Assert.Equal(Severity.Warning, diagnostic.Severity));
        Assert.False(ProviderOnSandbox.Value(read.NewState).IsNull);
        Assert.Empty(ProviderOnSandbox.Model(read.NewState).Elements);
    }

    [Theory]
    [InlineData("another kind", "hashicorp/kubernetes", "kubernetes_manifest",
        """{"manifest": {"value": {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}}}}""",
        "Not A Schedule")]
    [InlineData("another type", "hashicorp/kubernetes", "kubernetes_namespace", "{}", "Move Not Supported")]
    [InlineData("the name from another provider", "somebody/else", "kubernetes_manifest", "{}", "Move Not Supported")]
    public async Task Other_sources_are_refused(string what, string provider, string type, string state, string summary)
    {
        var moved = await _provider.MoveAsync(provider, type, state);

        Assert.True(summary == Assert.Single(moved.Diagnostics).Summary, what);
        Assert.True(moved.TargetState.IsEmpty);
    }

    [Fact]
    public async Task A_state_of_version_0_is_read_with_attributes_that_are_gone()
    {
        var upgraded = await _provider.UpgradeAsync(
            0,
            """
            {"id": "default/daily", "prefix": "daily", "schedule": "0 2 * * *", "paused": false, "was_here_once": [1],
             "schedules": {}, "skipped_clusters": {}}
            """);

        Assert.Empty(upgraded.Diagnostics);
        Assert.Equal("daily", ProviderOnSandbox.Model(upgraded.UpgradedState).Get(ScheduleModel.Prefix).Known);
    }

    [Fact]
    public async Task A_state_of_a_newer_version_is_refused() => Assert.Equal(
        "State Of A Newer Provider", Assert.Single((await _provider.UpgradeAsync(2, "{}")).Diagnostics).Summary);

    public void Dispose() => _provider.Dispose();

    private async Task<ReadResourceResponse> MoveAndReadAsync(string uid)
    {
        var moved = await _provider.MoveAsync(
            "gavinbunney/kubectl",
            "kubectl_manifest",
            $$"""
            {"api_version": "velero.io/v1", "kind": "Schedule", "name": "nightly", "namespace": "velero", "uid": "{{uid}}"}
            """);
        Assert.Empty(moved.Diagnostics);
        await _provider.ConfigureAsync();
        return await _provider.ReadAsync(moved.TargetState, moved.TargetPrivate);
    }

    /// <summary>As version 3 of the kubernetes provider stores it: the whole type, null where nothing is.</summary>
    private async Task<ReadResourceResponse> MoveManifestAsync()
    {
        var moved = await _provider.MoveAsync(
            "hashicorp/kubernetes",
            "kubernetes_manifest",
            """
            {"manifest": {"type": "dynamic", "value": {"apiVersion": "velero.io/v1", "kind": "Schedule",
              "metadata": {"name": "nightly", "namespace": "velero"}, "spec": {"schedule": "0 2 * * *"}}},
             "object": {"type": "dynamic", "value": {"apiVersion": "velero.io/v1", "kind": "Schedule",
              "metadata": {"name": "nightly", "namespace": "velero", "uid": null},
              "spec": {"paused": null, "schedule": "0 2 * * *", "skipImmediately": null, "template": {
                "csiSnapshotTimeout": null, "defaultVolumesToFsBackup": null, "excludedNamespaces": null, "hooks": null,
                "includedNamespaces": ["shop"], "labelSelector": null, "metadata": {"labels": null},
                "snapshotVolumes": true, "storageLocation": "default", "ttl": "720h0m0s"}}}}}
            """);
        Assert.Empty(moved.Diagnostics);
        await _provider.ConfigureAsync();
        return await _provider.ReadAsync(moved.TargetState, moved.TargetPrivate);
    }

    /// <returns>Its uid.</returns>
    private string Create(string cluster, string cron = "0 2 * * *", bool disks = true) => (string)_provider.Sandbox[cluster].Create("schedules", new()
    {
        ["metadata"] = new JsonObject { ["name"] = "nightly" },
        ["spec"] = new JsonObject
        {
            ["schedule"] = cron,
            ["template"] = new JsonObject
            {
                ["storageLocation"] = "default",
                ["ttl"] = "720h0m0s",
                ["snapshotVolumes"] = disks,
                ["includedNamespaces"] = new JsonArray("shop"),
            },
        },
    })["metadata"]!["uid"]!;
}
