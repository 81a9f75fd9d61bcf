using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Objects;

/// <summary>
/// A text that is no duration to Velero, where one has to be: it keeps Velero from seeing any object of the kind, while its
/// server goes on answering.
/// </summary>
/// <param name="Path">The object that has it.</param>
/// <param name="Value">Where it stands, and what it is.</param>
internal sealed record BlindingDuration(ApiPath Path, string Value)
{
    private static readonly StringSet s_durations =
        ["ttl", "csiSnapshotTimeout", "itemOperationTimeout", "timeout", "execTimeout", "waitTimeout"];

    private static readonly StringSet s_ofLocations = ["backupSyncPeriod", "validationFrequency"];

    /// <summary>Where users choose the keys.</summary>
    private static readonly StringSet s_free =
        ["config", "metadata", "labelSelector", "orLabelSelectors", "namespaceMapping", "orderedResources"];

    /// <param name="plural">The objects' kind as in the API's paths.</param>
    /// <returns>The first one; null when there is none, or nobody can tell.</returns>
    public static async Task<BlindingDuration?> FindAsync(Cluster cluster, string plural, CancellationToken cancellationToken)
    {
        var durations = plural == "backupstoragelocations" ? s_ofLocations : s_durations;
        await foreach (var item in cluster.Api.ListAsync(
            ApiPath.Velero(plural, cluster.VeleroNamespace), null, cancellationToken))
        {
            if (item.TryGet(out var found, out _) && Find(found["spec"], "spec", durations) is { } bad)
            {
                return new(ApiPath.Velero(plural, cluster.VeleroNamespace, Json.Name(found)), bad);
            }
        }

        return null;
    }

    /// <summary>Which object it is, and what to do about it.</summary>
    public string Told(Cluster cluster) =>
        $"{Path.ObjectName} has {Value}, which is not a duration to it. Correct or delete that object ("
        + cluster.Kubectl($"--namespace {Path.Namespace} edit {Path.Resource}.velero.io {Path.Name}")
        + "); Velero goes on within half a minute.";

    private static string? Find(JsonNode? node, string path, StringSet durations) => node switch
    {
        JsonObject @object => @object
            .Where(static entry => !s_free.Contains(entry.Key))
            .Select(entry => durations.Contains(entry.Key) && entry.Value is JsonValue value
                ? Json.Text(value) is { } text && GoDuration.TryParse(text, out _, out _)
                    ? null
                    : $"{path}.{entry.Key} = {value.ToJsonString()}"
                : Find(entry.Value, $"{path}.{entry.Key}", durations))
            .FirstOrDefault(static bad => bad is not null),
        JsonArray array => array
            .Select((item, index) => Find(item, $"{path}[{index}]", durations))
            .FirstOrDefault(static bad => bad is not null),
        _ => null,
    };
}
