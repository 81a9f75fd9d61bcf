using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;
using k8s.Models;

namespace AcceptanceTests.DataSources;

public sealed class ClustersTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Address = "data.workspace_clusters.this";

    [Fact]
    public async Task Every_cluster_is_an_element_whatever_its_state()
    {
        var gateway = Owned(new Gateway(Clusters[1].Url));
        gateway.Shut();
        var connections = Connections(
            (Clusters[1], Clusters[1].Connection(through: gateway.Address)),
            (Clusters[2], Clusters[2].Connection(user: "nobody")));
        connections["bare"] = Bare.Connection();
        var terraform = Terraform("DataSources/clusters.tf", connections);

        (await terraform.ApplyAsync()).Succeeded();

        var rows = (await terraform.StateAsync(Address))!["clusters"]!;
        var healthy = rows["c1"]!;
        Assert.True((bool)healthy["reachable"]!);
        Assert.True((bool)healthy["healthy"]!);
        Assert.Null(healthy["reason"]);
        Assert.Equal(await Clusters[0].UidAsync(), (string?)healthy["uid"]);
        Assert.StartsWith("v1.", (string?)healthy["kubernetes_version"]);
        Assert.Equal("v1.18.1", (string?)healthy["velero_version"]);
        Assert.Contains(healthy["plugins"]!.AsArray(), plugin => (string?)plugin!["name"] == "velero.io/aws");
        Assert.Null(healthy["node_agent"]);
        var location = (await Clusters[0].ListAsync("backupstoragelocations"))
            .Single(found => (string?)found["metadata"]!["name"] == "default");
        var shown = healthy["locations"]!["default"]!;
        Assert.Equal((string?)location["status"]!["phase"], (string?)shown["phase"]);
        Assert.Equal((string?)location["spec"]!["accessMode"], (string?)shown["access_mode"]);
        Assert.Equal((string?)location["spec"]!["objectStorage"]!["bucket"], (string?)shown["bucket"]);
        Assert.Equal((string?)location["spec"]!["objectStorage"]!["prefix"], (string?)shown["prefix"]);
        Assert.Empty(healthy["location_shared_with"]!.AsObject());
        Assert.Empty(healthy["missing_namespaces"]!.AsArray());
        Assert.Empty(healthy["storage_classes_without_snapshot_class"]!.AsArray());
        Assert.All(healthy["permissions"]!.AsObject(), permission => Assert.True((bool)permission.Value!["allowed"]!));

        AssertRow(rows["c2"]!, isReachable: false, "the connection was refused");
        AssertRow(rows["c3"]!, isReachable: true, "the credentials do not allow it");
        AssertRow(rows["bare"]!, isReachable: true, "Velero is not installed");
        Assert.DoesNotContain(
            await Clusters[0].ListAsync("serverstatusrequests"),
            request => ((string)request["metadata"]!["name"]!).StartsWith("workspace-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Volumes_namespaces_and_the_rights_of_a_reader_are_told()
    {
        var cluster = Clusters[0];
        await cluster.Api.StorageV1.CreateStorageClassAsync(new()
        {
            Metadata = new() { Name = Prefix },
            Provisioner = $"{Prefix}.example",
        });
        await cluster.Api.CoreV1.CreateNamespacedPersistentVolumeClaimAsync(
            new()
            {
                Metadata = new() { Name = Prefix },
                Spec = new()
                {
                    StorageClassName = Prefix,
                    AccessModes = ["ReadWriteOnce"],
                    Resources = new()
                    {
                        Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Gi") },
                    },
                },
            },
            "shop");
        var terraform = Terraform("DataSources/clusters.tf", new() { ["c1"] = cluster.Connection(user: "reader") });
        var variables = Variables(new() { ["c1"] = cluster.Connection(user: "reader") });
        variables["namespaces"] = new JsonArray("shop", $"{Prefix}-gone");
        terraform.SetVariables(variables);

        var apply = (await terraform.ApplyAsync()).Succeeded();

        var row = (await terraform.StateAsync(Address))!["clusters"]!["c1"]!;
        Assert.True((bool)row["healthy"]!);
        Assert.Null(row["velero_version"]);
        Assert.Equal([$"{Prefix}-gone"], row["missing_namespaces"]!.AsArray().Select(name => (string?)name));
        Assert.Contains(Prefix, row["storage_classes_without_snapshot_class"]!.AsArray().Select(name => (string?)name));
        Assert.True((bool)row["permissions"]!["plan"]!["allowed"]!);
        Assert.False((bool)row["permissions"]!["schedule"]!["allowed"]!);
        Assert.Equal(
            [
                "create schedules.velero.io", "patch schedules.velero.io", "delete schedules.velero.io",
                "get serverstatusrequests.velero.io", "create serverstatusrequests.velero.io",
                "delete serverstatusrequests.velero.io",
            ],
            row["permissions"]!["schedule"]!["missing"]!.AsArray().Select(right => (string?)right));
        Assert.Contains(apply.Warnings, warning => $"{warning}".Contains("serverstatusrequests"));
    }

    [Fact]
    public async Task What_examples_rbac_grants_for_an_apply_is_enough()
    {
        var terraform = Terraform(
            "DataSources/clusters.tf", new() { ["c1"] = Clusters[0].Connection(user: "operator") });

        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);

        var permissions = (await terraform.StateAsync(Address))!["clusters"]!["c1"]!["permissions"]!;
        foreach (var operation in (string[])["plan", "inspect", "schedule", "backup"])
        {
            Assert.Empty(permissions[operation]!["missing"]!.AsArray());
            Assert.True((bool)permissions[operation]!["allowed"]!);
        }
    }

    [Fact]
    public async Task Asked_to_it_fails_for_clusters_that_are_not_healthy()
    {
        var plan = await Terraform("DataSources/clusters_or_fail.tf", new() { ["bare"] = Bare.Connection() })
            .FailingPlanAsync();

        Assert.Contains("bare", $"{Assert.Single(plan.Errors)}");
    }

    [Fact]
    public async Task A_provider_that_is_configured_by_the_same_apply_is_an_error_that_tells_the_way_out()
    {
        var plan = await Terraform("DataSources/unknown_provider.tf").FailingPlanAsync();

        Assert.Contains("depends_on", $"{Assert.Single(plan.Errors)}");
    }

    private static void AssertRow(JsonNode row, bool isReachable, string reason)
    {
        Assert.Equal(isReachable, (bool)row["reachable"]!);
        Assert.False((bool)row["healthy"]!);
        Assert.Equal(reason, (string?)row["reason"]);
    }
}
