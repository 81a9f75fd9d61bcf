using System.Text.Json.Nodes;
using TerraformPlugin.Framework;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Schedules;

/// <summary>
/// What a schedule resource keeps in private state: its instance token, which object it has on each cluster, and how each
/// cluster was at the last refresh. Planning depends on this record instead of the network, so that planning twice gives
/// the same result whatever happens in between.
/// </summary>
internal sealed class ScheduleMemory
{
    private const string Key = "schedule";

    /// <summary>Null before the first write of an imported resource.</summary>
    public string? Token { get; set; }

    /// <summary>After a move from another resource type, until the first read has found it; else null.</summary>
    public MovedSchedule? Moved { get; set; }

    public SortedDictionary<string, KnownSchedule> Known { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, RecordedHealth> Health { get; } = new(StringComparer.Ordinal);

    public static ScheduleMemory Read(PrivateState state)
    {
        var memory = new ScheduleMemory();
        if (!state.TryGet(Key, out var bytes) || JsonNode.Parse(bytes) is not JsonObject json)
        {
            return memory;
        }

        memory.Token = (string?)json["token"];
        if (json["moved"] is JsonObject moved)
        {
            memory.Moved = new(
                (string)moved["name"]!, (string)moved["velero_namespace"]!, (string?)moved["uid"],
                moved["spec"] as JsonObject);
        }

        foreach (var (cluster, node) in json["known"]?.AsObject() ?? [])
        {
            memory.Known[cluster] = new(
                (string)node!["name"]!,
                (string)node["velero_namespace"]!,
                (string)node["cluster_uid"]!,
                (string?)node["uid"],
                StringSet.From(node["labels"]!.AsArray().Select(static label => (string)label!)));
        }

        foreach (var (cluster, node) in json["health"]?.AsObject() ?? [])
        {
            var fault = (string?)node!["fault"];
            memory.Health[cluster] = new(
                (string?)node["uid"],
                fault is not null && Enum.TryParse<FaultKind>(fault, out var kind) ? kind : null);
        }

        return memory;
    }

    public void Write(PrivateState state)
    {
        var known = new JsonObject();
        foreach (var (cluster, schedule) in Known)
        {
            known[cluster] = new JsonObject
            {
                ["name"] = schedule.Name,
                ["velero_namespace"] = schedule.VeleroNamespace,
                ["cluster_uid"] = schedule.ClusterUid,
                ["uid"] = schedule.Uid,
                ["labels"] = new JsonArray([.. schedule.LabelKeys.Select(static key => (JsonNode)key)]),
            };
        }

        var health = new JsonObject();
        foreach (var (cluster, recorded) in Health)
        {
            health[cluster] = new JsonObject { ["uid"] = recorded.ClusterUid, ["fault"] = recorded.Fault?.ToString() };
        }

        var json = new JsonObject { ["token"] = Token, ["known"] = known, ["health"] = health };
        if (Moved is not null)
        {
            json["moved"] = new JsonObject
            {
                ["name"] = Moved.Name,
                ["velero_namespace"] = Moved.VeleroNamespace,
                ["uid"] = Moved.Uid,
                ["spec"] = Moved.Spec?.DeepClone(),
            };
        }

        state.Set(Key, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
