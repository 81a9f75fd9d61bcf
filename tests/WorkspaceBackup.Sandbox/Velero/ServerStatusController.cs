using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>ServerStatusRequests: answered once, deleted after five minutes.</summary>
internal sealed class ServerStatusController(VeleroServer server) : Controller(server)
{
    private static readonly (string Kind, string Name)[] Plugins =
    [
        ("ObjectStore", "velero.io/aws"),
        ("VolumeSnapshotter", "velero.io/aws"),
        ("BackupItemAction", "velero.io/pod"),
        ("BackupItemAction", "velero.io/pv"),
        ("BackupItemActionV2", "velero.io/csi-pvc-backupper"),
        ("RestoreItemAction", "velero.io/pod"),
        ("RestoreItemActionV2", "velero.io/csi-pvc-restorer"),
        ("DeleteItemAction", "velero.io/dataupload-delete"),
    ];

    public override string Resource => "serverstatusrequests";

    public override void Reconcile(StoredObject item)
    {
        if (item.Phase is not ("" or "New"))
        {
            return;
        }

        // The real list has duplicates and comes in random order.
        var plugins = Plugins.Concat(Plugins.Take(3)).ToArray();
        Random.Shared.Shuffle(plugins);
        Server.Change(item, value => value["status"] = new JsonObject
        {
            ["phase"] = "Processed",
            ["processedTimestamp"] = Server.Now.ToKubernetesTime(),
            ["serverVersion"] = Server.Version,
            ["plugins"] = new JsonArray([.. plugins.Select(plugin =>
                (JsonNode)new JsonObject { ["kind"] = plugin.Kind, ["name"] = plugin.Name })]),
        });
        Server.Later(TimeSpan.FromMinutes(5), () =>
        {
            if (Server.Find(Resource, item.Name)?.Uid == item.Uid)
            {
                Server.Delete(Resource, item.Name);
            }
        });
    }
}
