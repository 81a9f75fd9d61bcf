using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>What the server knows of its cluster when it judges a Backup or a Restore.</summary>
internal static class ClusterFacts
{
    public static ClusterKnowledge Of(VeleroServer server)
    {
        var store = server.Registry.Store;
        return new ClusterKnowledge
        {
            Velero = server.Release,
            VeleroNamespace = server.Namespace,
            Namespaces = store.All(server.Registry.Catalog.Namespaces).ToDictionary(item => item.Name, item => item.Labels),
            Resources = [.. Resources(server)],
            Locations =
            [
                .. server.All("backupstoragelocations").Select(item => item.Read()).Select(location => new KnownLocation(
                    Name(location),
                    location.Text("status", "phase"),
                    location.Text("spec", "accessMode"),
                    location.Flag("spec", "default"))),
            ],
            SnapshotLocations = server.All("volumesnapshotlocations").ToDictionary(
                item => item.Name, item => item.Read().Text("spec", "provider") ?? ""),
            DefaultSnapshotLocations = new Dictionary<string, string>(),
            ConfigMaps = store.All(server.Registry.Catalog.Get("v1", "configmaps"), server.Namespace)
                .ToDictionary(item => item.Name, item => Data(item.Read())),
            Backups = [.. server.All("backups").Select(item => Backup(item.Read()))],
            ReadyNodeAgents = NodeAgents(server),
            HasPodVolumes = server.Registry.Catalog.Find("v1", "pods") is { } pods
                && store.All(pods).Any(pod => pod.Phase == "Running" && pod.Read().At("spec", "volumes") is JsonArray { Count: > 0 }),
        };
    }

    public static IEnumerable<KnownResource> Resources(VeleroServer server) =>
        server.Registry.Catalog.Types.Select(KnownOf);

    public static KnownResource KnownOf(ResourceType type) =>
        new(type.Group, type.Plural, type.Kind, type.Namespaced, type.ShortNames);

    private static int NodeAgents(VeleroServer server) => (int)server.Registry.Store
        .All(server.Registry.Catalog.Get("apps/v1", "daemonsets"), server.Namespace)
        .Where(item => item.Name == "node-agent")
        .Sum(item => item.Read().At("status", "numberReady")?.GetValue<long>() ?? 0);

    private static KnownBackup Backup(JsonObject backup) =>
        new(Name(backup), backup.Text("status", "phase"), backup.Text("spec", "storageLocation"))
        {
            ScheduleName = backup.Text("metadata", "labels", "velero.io/schedule-name"),
            StartedAt = backup.Time("status", "startTimestamp"),
            IncludedNamespaces = backup.At("spec").Texts("includedNamespaces"),
            ExcludedNamespaces = backup.At("spec").Texts("excludedNamespaces"),
        };

    private static IReadOnlyDictionary<string, string> Data(JsonObject configMap) =>
        (configMap["data"] as JsonObject ?? []).ToDictionary(item => item.Key, item => item.Value?.ToString() ?? "");

    private static string Name(JsonObject value) => value.Text("metadata", "name") ?? "";
}
