using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;
using VeleroServer;

namespace AcceptanceTests.Schedules;

/// <summary>A Velero that moves to another namespace, as from the community's chart to OADP.</summary>
public sealed class VeleroNamespaceTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Other = "openshift-adp";

    private TestCluster Cluster => Clusters[0];

    [Fact]
    public async Task A_changed_velero_namespace_moves_the_schedule_and_leaves_nothing_behind()
    {
        await Cluster.HasNamespacesAsync(Other);
        await CreateLocationAsync();
        await using var server = Server.Start(Cluster.Api, Other);
        var terraform = Terraform("Schedules/daily.tf", new() { [Cluster.Name] = Cluster.Connection() });
        (await terraform.ApplyAsync()).Succeeded();

        terraform.SetVariables(Variables(new() { [Cluster.Name] = Moved() }));
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Schedule.Address));
        Assert.Equal(
            [$"{Cluster.Name}.velero_namespace: \"velero\" -> \"{Other}\""],
            plan.ChangesIn(Schedule.Address, "schedules").Where(change => change.Contains("velero_namespace", StringComparison.Ordinal)));
        (await terraform.ApplySavedPlanAsync()).Succeeded();

        Assert.Null(await Cluster.ScheduleAsync(ScheduleOn(Cluster)));
        Assert.Equal([ScheduleOn(Cluster)], await OthersAsync());
        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Empty(await OthersAsync());
    }

    private JsonObject Moved()
    {
        var connection = Cluster.Connection();
        connection["velero_namespace"] = Other;
        return connection;
    }

    private Task CreateLocationAsync() => Cluster.Api.CustomObjects.CreateNamespacedCustomObjectAsync(
        new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = "BackupStorageLocation",
            ["metadata"] = new JsonObject { ["name"] = "default", ["namespace"] = Other },
            ["spec"] = new JsonObject
            {
                ["provider"] = "aws",
                ["objectStorage"] = new JsonObject { ["bucket"] = "adp" },
            },
            ["status"] = new JsonObject { ["phase"] = "Available" },
        },
        "velero.io", "v1", Other, "backupstoragelocations");

    private async Task<IReadOnlyList<string>> OthersAsync()
    {
        var listed = await Cluster.Api.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            "velero.io", "v1", Other, "schedules", labelSelector: $"workspace-backup.io/prefix={Prefix}");
        return [.. listed["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!)];
    }
}
