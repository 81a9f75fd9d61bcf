using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Backups;

/// <summary>What the tests of backups on demand have in common: a Velero that makes them.</summary>
public abstract class BackupTest(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    internal const string Address = "workspace_backup.this";

    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    protected string Selector => $"workspace-backup.io/prefix={Prefix}";

    internal async Task ApplyAsync(TerraformDirectory terraform, string phase) =>
        (await RunAsync(terraform, phase)).Succeeded();

    /// <summary>An apply, and a Velero that brings each cluster's backup to its end.</summary>
    internal Task<TerraformResult> RunAsync(TerraformDirectory terraform, string phase) =>
        WhileAsync(terraform.ApplyAsync(), [.. Clusters.Select(cluster => EndAsync(cluster, phase))]);

    /// <summary>Waits for the backup on a cluster, and brings it to an end as Velero does.</summary>
    internal Task EndAsync(TestCluster cluster, string phase = "Completed") => SetAsync(cluster, new JsonObject
    {
        ["phase"] = phase,
        ["startTimestamp"] = "2030-01-01T00:00:00Z",
        ["failureReason"] = phase == "Failed" ? "the disk is full" : null,
        ["validationErrors"] = phase == "FailedValidation" ? new JsonArray("no such location") : null,
        ["errors"] = phase == "PartiallyFailed" ? 2 : null,
        ["warnings"] = phase == "PartiallyFailed" ? 1 : null,
        ["progress"] = new JsonObject { ["itemsBackedUp"] = 7, ["totalItems"] = 7 },
    });

    internal async Task SetAsync(TestCluster cluster, JsonObject status)
    {
        var backup = await cluster.FirstAsync("backups", Selector);
        await cluster.EditAsync("backups", Name(backup), new JsonObject { ["status"] = status });
    }

    internal Task<IReadOnlyList<JsonObject>> BackupsAsync(TestCluster cluster) =>
        cluster.ListAsync("backups", Selector);

    internal static string Name(JsonObject item) => (string)item["metadata"]!["name"]!;

    internal static async Task<IEnumerable<(string Cluster, string Phase)>> PhasesAsync(TerraformDirectory terraform) =>
        (await terraform.StateAsync(Address))!["backups"]!.AsObject().Select(entry =>
            (entry.Key, (string)entry.Value!["phase"]!));

    internal JsonObject With(string variable, JsonNode value, JsonObject? clusters = null)
    {
        var variables = Variables(clusters ?? Connections());
        variables[variable] = value;
        return variables;
    }
}
