using System.Text.Json.Nodes;
using VeleroSandbox.Json;

namespace VeleroSandbox.Tests;

/// <summary>Objects that tests begin with.</summary>
internal static class Some
{
    public const string Schedules = "/apis/velero.io/v1/namespaces/velero/schedules";
    public const string Backups = "/apis/velero.io/v1/namespaces/velero/backups";

    public static JsonObject Schedule(string name, string cron = "0 2 * * *", JsonObject? template = null) => new()
    {
        ["apiVersion"] = "velero.io/v1",
        ["kind"] = "Schedule",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["schedule"] = cron,
            ["template"] = template ?? new JsonObject { ["ttl"] = "720h0m0s" },
        },
    };

    public static JsonObject Backup(string name, JsonObject? spec = null) => new()
    {
        ["apiVersion"] = "velero.io/v1",
        ["kind"] = "Backup",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = spec ?? [],
    };

    public static JsonObject Restore(string name, JsonObject spec) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = spec,
    };

    public static JsonObject DeleteRequest(string name, string backup) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["backupName"] = backup },
    };

    public static JsonObject Location(string name, string bucket, string prefix) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["provider"] = "aws",
            ["objectStorage"] = new JsonObject { ["bucket"] = bucket, ["prefix"] = prefix },
        },
    };

    public static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    public static string? Phase(this SandboxCluster cluster, string resource, string name) =>
        cluster.Get(resource, name).Text("status", "phase");
}
