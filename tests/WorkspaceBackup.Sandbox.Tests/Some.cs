using System.Text.Json.Nodes;

namespace VeleroSandbox.Tests;

/// <summary>Objects that tests begin with.</summary>
internal static class Some
{
    public static JsonObject Schedule(string name, string cron = "0 2 * * *") => new()
    {
        ["apiVersion"] = "velero.io/v1",
        ["kind"] = "Schedule",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["schedule"] = cron, ["template"] = new JsonObject { ["ttl"] = "720h0m0s" } },
    };

    public static JsonObject Backup(string name) => new()
    {
        ["apiVersion"] = "velero.io/v1",
        ["kind"] = "Backup",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject(),
    };
}
