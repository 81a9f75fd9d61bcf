using System.Text.Json.Nodes;

namespace VeleroSandbox.Velero;

/// <summary>What <c>velero install</c> leaves on a cluster.</summary>
internal static class VeleroObjects
{
    public static JsonObject Deployment(string version, string @namespace) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = "velero",
            ["namespace"] = @namespace,
            ["labels"] = new JsonObject { ["component"] = "velero" },
        },
        ["spec"] = new JsonObject
        {
            ["replicas"] = 1,
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "velero",
                        ["image"] = $"velero/velero:{version}",
                        ["args"] = new JsonArray("server"),
                    }),
                },
            },
        },
        ["status"] = new JsonObject { ["availableReplicas"] = 1, ["readyReplicas"] = 1, ["replicas"] = 1 },
    };

    public static JsonObject DefaultLocation(string cluster) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "default" },
        ["spec"] = new JsonObject
        {
            ["provider"] = "aws",
            ["objectStorage"] = new JsonObject { ["bucket"] = "backups", ["prefix"] = cluster },
            ["config"] = new JsonObject { ["region"] = "eu-central-1" },
            ["default"] = true,
            ["accessMode"] = "ReadWrite",
        },
    };
}
