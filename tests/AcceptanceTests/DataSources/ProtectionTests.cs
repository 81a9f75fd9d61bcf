using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;

namespace AcceptanceTests.DataSources;

public sealed class ProtectionTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Address = "data.workspace_protection.this";

    [Fact]
    public async Task What_is_covered_what_is_not_and_what_nobody_can_say_is_told()
    {
        var cluster = Clusters[0];
        string[] watched = [$"{Prefix}-good", $"{Prefix}-chosen", $"{Prefix}-none"];
        await cluster.HasNamespacesAsync(watched);
        await cluster.EditAsync("backupstoragelocations", "default", new JsonObject
        {
            ["status"] = new JsonObject { ["phase"] = "Available", ["lastValidationTime"] = Now() },
        });
        await AddScheduleAsync(cluster, $"{Prefix}-whole", new() { ["includedNamespaces"] = new JsonArray(watched[0]) });
        await AddScheduleAsync(cluster, $"{Prefix}-part", new()
        {
            ["includedNamespaces"] = new JsonArray(watched[1]),
            ["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "shop" } },
        });
        await AddScheduleAsync(cluster, $"{Prefix}-rests", new() { ["includedNamespaces"] = new JsonArray(watched[2]) }, paused: true);
        await AddBackupAsync(cluster, $"{Prefix}-whole-1", watched[0]);
        var gateway = Owned(new Gateway(Clusters[1].Url));
        gateway.Shut();
        var connections = Connections((Clusters[1], Clusters[1].Connection(through: gateway.Address)));
        connections.Remove(Clusters[2].Name);
        var terraform = Terraform("DataSources/protection.tf", connections);
        var variables = Variables((JsonObject)connections.DeepClone());
        variables["watched"] = new JsonArray([.. watched.Select(static name => (JsonNode)name)]);
        terraform.SetVariables(variables);

        var applied = (await terraform.ApplyAsync()).Succeeded();

        Assert.Contains(applied.Warnings, static warning => $"{warning}".Contains("\"c2\""));
        var shown = (await terraform.StateAsync(Address))!;
        Assert.False((bool)shown["protected"]!);
        var found = shown["by_cluster"]!["c1"]!["namespaces"]!;
        Assert.Equal(["covered", "unknown", "uncovered"], watched.Select(name => (string?)found[name]!["state"]));
        Assert.Equal($"{Prefix}-whole-1", (string?)found[watched[0]]!["backup"]);
        Assert.Equal([$"{Prefix}-whole"], found[watched[0]]!["schedules"]!.AsArray().Select(static name => (string?)name));
        Assert.Contains("it is paused", (string?)found[watched[2]]!["reason"]);
        Assert.Equal("the connection was refused", (string?)shown["by_cluster"]!["c2"]!["reason"]);
        Assert.Empty(shown["by_cluster"]!["c2"]!["namespaces"]!.AsObject());
        Assert.Equal("0 2 * * *", (string?)shown["by_cluster"]!["c1"]!["schedules"]![$"{Prefix}-whole"]!["schedule"]);
        var mine = shown["findings"]!.AsArray()
            .Where(finding => watched.Contains((string?)finding!["namespace"]) || (string?)finding["cluster"] == "c2"
                || ((string?)finding["schedule"])?.StartsWith(Prefix, StringComparison.Ordinal) == true)
            .Select(static finding => $"{finding!["severity"]} {finding["kind"]}");
        Assert.Equal(
            [
                "error backup_missing", "error backup_missing", "error namespace_uncovered", "unknown cluster_unknown",
                "unknown namespace_unknown", "warning schedule_paused",
            ],
            mine.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["c1"],
            (await terraform.StateAsync("data.workspace_protection.strict"))!["by_cluster"]!.AsObject().Select(static entry => entry.Key));
    }

    [Fact]
    public async Task What_examples_rbac_grants_for_an_apply_is_enough()
    {
        var connections = new JsonObject { ["c1"] = Clusters[0].Connection(user: "operator") };
        var terraform = Terraform("DataSources/protection.tf", connections);
        var variables = Variables((JsonObject)connections.DeepClone());
        variables["watched"] = new JsonArray("shop");
        terraform.SetVariables(variables);

        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Diagnostics);
    }

    [Fact]
    public async Task A_plan_role_reads_all_of_it_but_the_servers_version()
    {
        var connections = new JsonObject { ["c1"] = Clusters[0].Connection(user: "reader") };
        var terraform = Terraform("DataSources/protection.tf", connections);
        var variables = Variables((JsonObject)connections.DeepClone());
        variables["watched"] = new JsonArray("shop");
        terraform.SetVariables(variables);

        var warnings = (await terraform.ApplyAsync()).Succeeded().Warnings;

        // One for each of the two data sources.
        Assert.Equal(2, warnings.Count());
        Assert.All(warnings, static warning =>
        {
            Assert.Contains("could not find out which Velero runs, so", warning.Detail);
            Assert.Contains("resources [\"serverstatusrequests\"], verbs [create, get, delete]", warning.Detail);
        });
    }

    private static async Task AddScheduleAsync(TestCluster cluster, string name, JsonObject template, bool paused = false)
    {
        template["storageLocation"] = "default";
        await cluster.CreateAsync(
            "Schedule", "schedules", name,
            new JsonObject { ["schedule"] = "0 2 * * *", ["paused"] = paused, ["template"] = template },
            new JsonObject { ["phase"] = "Enabled" });
    }

    private static async Task AddBackupAsync(TestCluster cluster, string name, string @namespace) => await cluster.CreateBackupAsync(
        name,
        new JsonObject { ["velero.io/schedule-name"] = name[..^2], ["workspace-backup.io/cluster-uid"] = await cluster.UidAsync() },
        [],
        new JsonObject
        {
            ["phase"] = "Completed",
            ["startTimestamp"] = Now(),
            ["completionTimestamp"] = Now(),
            ["expiration"] = "2099-01-01T00:00:00Z",
        },
        @namespace);

    /// <summary>The namespaces of this test were made a moment ago.</summary>
    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
