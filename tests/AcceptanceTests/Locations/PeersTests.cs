using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;

namespace AcceptanceTests.Locations;

/// <summary>Clusters that see each other's folders.</summary>
public sealed class PeersTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Address = "workspace_backup_location.this";
    private const string Plural = "backupstoragelocations";

    [Fact]
    public async Task Each_sees_the_others_until_one_leaves_and_takes_its_peers_along()
    {
        var terraform = Terraform("Locations/credentials.tf");
        terraform.SetVariables(With(Connections(), "*"));
        (await terraform.ApplyAsync()).Succeeded();

        Assert.Equal(["", "-c2", "-c3"], await LocationsAsync(Clusters[0]));
        var seen = (await Clusters[0].Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
            "velero.io", "v1", "velero", Plural, $"{Prefix}-c2"))["spec"]!;
        Assert.Equal(($"default/c2/{Prefix}", "ReadOnly"), ((string?)seen["objectStorage"]!["prefix"], (string?)seen["accessMode"]));
        (await terraform.PlanAsync()).IsEmpty();

        // Drift.
        await Clusters[1].Api.CustomObjects.DeleteNamespacedCustomObjectAsync("velero.io", "v1", "velero", Plural, $"{Prefix}-c3");
        var plan = await terraform.PlanAsync();
        Assert.Equal([$"c2.peers.c3: null -> \"default/c3/{Prefix}\""], plan.ChangesIn(Address, "locations"));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();

        // Import.
        terraform.Forget("terraform.tfstate");
        (await terraform.ImportAsync(Address, Prefix)).Succeeded();
        terraform.SetVariables(With(Connections(), "c1", "c2", "c3"));
        (await terraform.PlanAsync()).IsEmpty();

        var clusters = Connections();
        clusters["c3"]!["detached"] = true;
        terraform.SetVariables(With(clusters, "c1", "c2", "c3"));
        (await terraform.ApplyAsync()).Succeeded();
        Assert.Empty(await LocationsAsync(Clusters[2]));
        Assert.Equal(["", "-c2"], await LocationsAsync(Clusters[0]));
        (await terraform.PlanAsync()).IsEmpty();

        (await terraform.DestroyAsync()).Succeeded();
        Assert.Empty(await LocationsAsync(Clusters[0]));
    }

    private JsonObject With(JsonObject clusters, params string[] peers)
    {
        var variables = Variables(clusters);
        variables["peers"] = new JsonArray([.. peers]);
        return variables;
    }

    /// <summary>What this test's locations there are called, without what all their names begin with.</summary>
    private async Task<List<string>> LocationsAsync(TestCluster cluster) =>
    [
        .. (await cluster.Api.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>("velero.io", "v1", "velero", Plural))["items"]!.AsArray()
            .Select(static location => (string)location!["metadata"]!["name"]!)
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];
}
