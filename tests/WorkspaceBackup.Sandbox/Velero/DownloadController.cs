using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// DownloadRequests: a signed address, whether or not the file is there; for an unknown backup nothing, and from 1.19 on nothing
/// for one that has not begun.
/// </summary>
internal sealed class DownloadController(VeleroServer server) : Controller(server)
{
    public override string Resource => "downloadrequests";

    public override void Reconcile(StoredObject item)
    {
        var request = item.Read();
        var (kind, name) = (request.Text("spec", "target", "kind") ?? "", request.Text("spec", "target", "name") ?? "");
        var isRestore = kind.StartsWith("Restore", StringComparison.Ordinal);
        var known = isRestore ? Server.Find("restores", name) : Server.Find("backups", name);
        if (item.Phase is not ("" or "New") || known is null || Server.Downloads == DownloadFault.NeverSigned
            || (Server.Downloads == DownloadFault.Failed && Server.Release.Minor < 19)
            || (Server.Release.Minor >= 19 && known.Phase is "" or "New" or "Queued" or "ReadyToStart" or "FailedValidation"))
        {
            return;
        }

        var backup = isRestore ? Server.Find("backups", known.Read().Text("spec", "backupName") ?? "") : known;
        var location = Server.Locations.Find(backup?.Read().Text("spec", "storageLocation"));
        if (location is null)
        {
            return;
        }

        Server.Change(item, value =>
        {
            var status = value.Make("status");
            if (Server.Downloads == DownloadFault.Failed)
            {
                status["phase"] = "Failed";
                status["message"] = "the plugin for the object storage gave no URL";
                return;
            }

            status["phase"] = "Processed";
            status["downloadURL"] = Server.Files.Sign(
                PathOf(location.Read(), kind, name), () => Content(kind, name, location), Server.Downloads);
            status["expiration"] = Server.Now.AddMinutes(10).ToKubernetesTime();
        });
        Server.Later(TimeSpan.FromMinutes(10), () =>
        {
            if (Server.Find(Resource, item.Name)?.Uid == item.Uid)
            {
                Server.Delete(Resource, item.Name);
            }
        });
    }

    private static string PathOf(JsonObject location, string kind, string name)
    {
        var folder = string.Join('/', new[]
        {
            location.Text("spec", "objectStorage", "bucket"), location.Text("spec", "objectStorage", "prefix")?.Trim('/'),
        }.Where(part => part is { Length: > 0 }));
        return kind switch
        {
            "BackupResults" => $"{folder}/backups/{name}/{name}-results.gz",
            "BackupResourceList" => $"{folder}/backups/{name}/{name}-resource-list.json.gz",
            "BackupVolumeInfos" => $"{folder}/backups/{name}/{name}-volumeinfo.json.gz",
            "RestoreResults" => $"{folder}/restores/{name}/restore-{name}-results.gz",
            "RestoreResourceList" => $"{folder}/restores/{name}/restore-{name}-resource-list.json.gz",
            "RestoreVolumeInfo" => $"{folder}/restores/{name}/{name}-volumeinfo.json.gz",
            _ => $"{folder}/{name}/{kind}.gz",
        };
    }

    private JsonNode? Content(string kind, string name, StoredObject location)
    {
        var stored = Server.Locations.Folder(location)?.GetValueOrDefault(name);
        var restored = Server.Restored.GetValueOrDefault(name);
        return kind switch
        {
            "BackupResults" => stored?.Results.DeepClone(),
            "BackupResourceList" => stored is null ? null : List(stored.Items.Select(item => (item.Kind, item.FullName))),
            "BackupVolumeInfos" when Server.Release.Minor >= 13 => stored?.Volumes.DeepClone(),
            "RestoreResults" => restored?.Results.DeepClone(),
            "RestoreResourceList" => restored is null
                ? null
                : List(restored.Items.Select(item => (item.Kind, $"{item.FullName}({item.Action})"))),
            "RestoreVolumeInfo" when Server.Release.Minor >= 14 => restored is null ? null : new JsonArray(),
            _ => null,
        };
    }

    private static JsonObject List(IEnumerable<(string Kind, string Text)> items) => new(items
        .GroupBy(item => item.Kind)
        .Select(kind => KeyValuePair.Create<string, JsonNode?>(
            kind.Key, new JsonArray([.. kind.Select(item => (JsonNode)item.Text)]))));
}
