using System.Text.Json.Nodes;
using AcceptanceTests.DataSources;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>
/// What the tests of restores start from: backups as Velero leaves them, and a Velero that restores them.
/// </summary>
public abstract class RestoreTest(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    internal const string Address = "workspace_restore.this";

    /// <summary>When <see cref="BackUpAsync"/> makes its backups, as in their names.</summary>
    internal const string Time = "20250131020000";

    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The run of <see cref="BackUpAsync"/>.</summary>
    protected string Run => $"default/{Prefix}/20250131T020000Z";

    protected string Selector => $"workspace-backup.io/prefix={Prefix}";

    internal string BackupOf(TestCluster cluster, string time = Time) => $"{Prefix}-{cluster.Name}-{time}";

    /// <summary>A backup of "shop" and "shop-db" on every cluster.</summary>
    internal Task BackUpAsync(string time = Time, string phase = "Completed") => Task.WhenAll(Clusters.Select(cluster =>
        cluster.AddAsync(Prefix, time, phase, namespaces: ["shop", "shop-db"])));

    /// <summary>A restore of <see cref="Run"/> with these arguments besides, on all clusters.</summary>
    internal TerraformDirectory Restore(JsonObject? arguments = null, JsonObject? clusters = null)
    {
        var terraform = Terraform("Restores/restore.tf");
        Change(terraform, arguments, clusters);
        return terraform;
    }

    internal void Change(TerraformDirectory terraform, JsonObject? arguments, JsonObject? clusters = null)
    {
        var restore = (JsonObject?)arguments?.DeepClone() ?? [];
        if (!restore.ContainsKey("from_schedule") && !restore.ContainsKey("from_backups"))
        {
            restore.TryAdd("from_backup", Run);
        }

        var variables = Variables(clusters ?? Connections());
        variables["restore"] = restore;
        terraform.SetVariables(variables);
    }

    internal Task<IReadOnlyList<JsonObject>> RestoresAsync(TestCluster cluster) =>
        cluster.ListAsync("restores", Selector);

    internal async Task NothingIsRestoredAsync()
    {
        foreach (var cluster in Clusters)
        {
            Assert.Empty(await RestoresAsync(cluster));
        }
    }

    /// <summary>An apply, and a Velero that brings each cluster's restore to an end.</summary>
    internal Task<TerraformResult> ApplyAsync(TerraformDirectory terraform, string phase = "Completed") =>
        WhileAsync(terraform.ApplyAsync(), [.. Clusters.Select(cluster => EndAsync(cluster, phase))]);

    /// <summary>Waits for the restore on a cluster, and brings it to an end as Velero does.</summary>
    internal async Task EndAsync(TestCluster cluster, string phase = "Completed") =>
        await SetAsync(cluster, new JsonObject
        {
            ["phase"] = phase,
            ["startTimestamp"] = "2030-01-01T00:00:00Z",
            ["completionTimestamp"] = phase == "FailedValidation" ? null : "2030-01-01T00:10:00Z",
            ["errors"] = phase == "PartiallyFailed" ? 2 : null,
            ["warnings"] = 1,
            ["failureReason"] = phase == "Failed" ? "error downloading backup" : null,
            ["validationErrors"] = phase == "FailedValidation" ? new JsonArray("the backup is gone") : null,
            ["progress"] = new JsonObject { ["itemsRestored"] = 7, ["totalItems"] = 8 },
        });

    internal async Task SetAsync(TestCluster cluster, JsonObject status)
    {
        var restore = await cluster.FirstAsync("restores", Selector);
        await cluster.EditAsync("restores", Name(restore), new JsonObject { ["status"] = status });
    }

    internal static string Name(JsonObject item) => (string)item["metadata"]!["name"]!;

    internal static string Uid(JsonObject item) => (string)item["metadata"]!["uid"]!;

    internal static async Task<JsonObject> StateAsync(TerraformDirectory terraform) =>
        (await terraform.StateAsync(Address))!.AsObject();

    internal static async Task<IEnumerable<(string Cluster, string Phase)>> PhasesAsync(TerraformDirectory terraform) =>
        (await StateAsync(terraform))["restores"]!.AsObject().Select(entry =>
            (entry.Key, (string)entry.Value!["phase"]!));
}
