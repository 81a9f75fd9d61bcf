using System.Text.Json.Nodes;

namespace AcceptanceTests.Harness;

/// <summary>Specs of Schedules as somebody else writes them.</summary>
internal static class Schedule
{
    public const string Address = "workspace_backup_schedule.this";

    /// <summary>What <c>Schedules/daily.tf</c> declares, as a person would write it for Velero.</summary>
    public static JsonObject Daily() => new()
    {
        ["schedule"] = "0 2 * * *",
        ["template"] = new JsonObject
        {
            ["storageLocation"] = "default",
            ["includedNamespaces"] = new JsonArray("shop", "shop-db"),
            ["snapshotVolumes"] = true,
            ["ttl"] = "720h0m0s",
        },
    };

    public static JsonObject Patch(string specField, JsonNode? value) =>
        new() { ["spec"] = new JsonObject { [specField] = value } };

    public static JsonObject TemplatePatch(string templateField, JsonNode? value) =>
        Patch("template", new JsonObject { [templateField] = value });
}
