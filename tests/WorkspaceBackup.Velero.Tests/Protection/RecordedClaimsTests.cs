using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Protection;

namespace WorkspaceBackup.Velero.Tests.Protection;

/// <summary>
/// What real servers left of their backups, held to what those backups' own volume information says: a volume that is not in one is
/// never covered, and one that is in is never missing.
/// </summary>
public sealed class RecordedClaimsTests
{
    /// <summary>The recordings mask times and uids.</summary>
    private const string Masked = "~";

    [Theory]
    [InlineData("1.16.2", "fs2", "data", ProtectionState.Covered)]
    [InlineData("1.16.2", "fs2", "logs", ProtectionState.Uncovered)]
    [InlineData("1.16.2", "fs3", "data", ProtectionState.Unknown)]
    [InlineData("1.16.2", "fs3", "logs", ProtectionState.Uncovered)]
    [InlineData("1.18.2", "csi1", "data", ProtectionState.Unknown)]
    public async Task A_claim_is_judged_by_what_the_server_left(string version, string backup, string claim, ProtectionState state)
    {
        var recording = Recording(version);
        var volume = ((JsonArray)recording["volumes"]![backup]!)
            .Single(one => (string?)one!["pvcName"] == claim)!;
        var isThere = (bool?)volume["skipped"] == false && (string?)volume["result"] == "succeeded";
        Assert.NotEqual(isThere ? ProtectionState.Uncovered : ProtectionState.Covered, state);

        Assert.Equal(state, await JudgeAsync(recording, backup, claim));
    }

    /// <summary>A node agent that has died leaves a PodVolumeBackup without a phase: taken for the evidence of a good backup.</summary>
    [Fact]
    public async Task A_volume_that_nobody_took_up_is_not_in_the_backup()
    {
        var recording = Recording("1.16.2");
        var backup = recording["backups"]!["fs4"]!;
        (backup["status"]!["phase"], backup["status"]!["completionTimestamp"]) = ("Completed", Masked);

        Assert.Equal(ProtectionState.Uncovered, await JudgeAsync(recording, "fs4", "data"));
    }

    [Fact]
    public async Task A_volume_whose_movement_ended_in_nothing_is_not_in_the_backup()
    {
        var recording = Recording("1.18.2");
        var moved = recording["move1 at the end"]!;
        moved["backup"]!["status"]!["phase"] = "Completed";
        recording["move1"] = moved["backup"]!.DeepClone();
        recording["datauploads"] = moved["datauploads"]!.DeepClone();

        Assert.Equal(ProtectionState.Uncovered, await JudgeAsync(recording, "move1", "data"));
    }

    private static async Task<ProtectionState> JudgeAsync(JsonObject recording, string backup, string claim)
    {
        var cluster = new ProtectedCluster();
        cluster.Schedule("sched");
        cluster.Add("v1", "persistentvolumeclaims", "app", claim, $$"""
            {
              "metadata": { "creationTimestamp": "2026-01-01T00:00:00Z", "uid": "uid-{{claim}}" },
              "spec": { "volumeName": "pv-{{claim}}" }, "status": { "phase": "Bound" }
            }
            """);
        Add(cluster, "velero.io/v1", "backups", (JsonObject)(recording["backups"]?[backup] ?? recording[backup])!);
        foreach (var item in recording["podvolumebackups"] as JsonArray ?? [])
        {
            Add(cluster, "velero.io/v1", "podvolumebackups", (JsonObject)item!);
        }

        foreach (var item in recording["datauploads"] as JsonArray ?? [])
        {
            Add(cluster, "velero.io/v2alpha1", "datauploads", (JsonObject)item!);
        }

        var judged = Assert.Single((await cluster.JudgeAsync()).Namespaces);
        Assert.Equal(backup, judged.Backup);
        return Assert.Single(judged.Claims!).Data.State;
    }

    private static void Add(ProtectedCluster cluster, string groupVersion, string resource, JsonObject item)
    {
        var copy = (JsonObject)item.DeepClone();
        Unmask(copy);
        cluster.Add(groupVersion, resource, "velero", Json.Name(copy), copy.ToJsonString());
    }

    /// <summary>Every object that a claim's uid stands in is about the claim <c>data</c>.</summary>
    private static void Unmask(JsonObject item)
    {
        foreach (var (key, value) in item.ToList())
        {
            switch (value)
            {
                case JsonObject child:
                    Unmask(child);
                    break;
                case JsonArray list:
                    foreach (var child in list.OfType<JsonObject>())
                    {
                        Unmask(child);
                    }

                    break;
                case JsonValue text when text.TryGetValue(out string? masked) && masked == Masked:
                    item[key] = key is "expiration" ? "2026-04-10T02:00:00Z"
                        : key.EndsWith("Timestamp", StringComparison.Ordinal) ? ProtectedCluster.Ago(TimeSpan.FromHours(10))
                        : key is "velero.io/pvc-uid" or "pvc-uid" ? "uid-data"
                        : $"uid-of-{key}";
                    break;
            }
        }
    }

    private static JsonObject Recording(string version)
    {
        using var stream = typeof(RecordedClaimsTests).Assembly.GetManifestResourceStream($"volumes-{version}.json")!;
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}
