using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// DeleteBackupRequests: the files in the bucket, the restores of the backup, then the backup and the request.
/// </summary>
internal sealed class DeleteBackupController(VeleroServer server) : Controller(server)
{
    public override string Resource => "deletebackuprequests";

    public override void Reconcile(StoredObject item)
    {
        if (item.Phase is not ("" or "New"))
        {
            return;
        }

        var name = item.Read().Text("spec", "backupName") ?? "";
        if (Refusal(name) is { } refusal)
        {
            Processed(item, [refusal]);
            return;
        }

        var backup = Server.Find("backups", name)!;
        Server.Change(item, value =>
        {
            value.Make("status")["phase"] = "InProgress";
            var labels = value.Make("metadata", "labels");
            labels["velero.io/backup-name"] = VeleroNames.Label(name);
            labels["velero.io/backup-uid"] = backup.Uid;
        });
        Server.Change(backup, value => value.Make("status")["phase"] = "Deleting");
        var errors = Server.OnDelete(name);
        if (errors.Count > 0)
        {
            Processed(item, errors);
            return;
        }

        // By name alone: of whoever wrote it (velero-facts 18, 27).
        var location = Server.Locations.Find(backup.Read().Text("spec", "storageLocation"))!;
        Server.Locations.Folder(location)?.TryRemove(name, out _);
        foreach (var restore in Server.All("restores")
            .Where(restore => restore.Read().Text("spec", "backupName") == name).ToList())
        {
            Server.Change(restore, value => value.Make("metadata").Remove("finalizers"));
            Server.Delete("restores", restore.Name);
            Server.Locations.RestoresOf(location)?.TryRemove(restore.Name, out _);
        }

        Server.Delete("backups", name);
        Processed(item, []);
        foreach (var request in Server.All(Resource).Where(request => request.Read().Text("spec", "backupName") == name)
            .ToList())
        {
            Server.Delete(Resource, request.Name);
        }
    }

    private string? Refusal(string name)
    {
        if (name.Length == 0)
        {
            return "spec.backupName is required";
        }

        if (Server.Find("backups", name) is not { } backup)
        {
            return "backup not found";
        }

        if (backup.Phase is "InProgress" or "WaitingForPluginOperations" or "Finalizing")
        {
            return "backup is still in progress";
        }

        var wanted = backup.Read().Text("spec", "storageLocation");
        return Server.Locations.Find(wanted) is not { } location
            ? $"backup storage location {wanted} not found"
            : location.Read().Text("spec", "accessMode") == "ReadOnly"
                ? $"cannot delete backup because backup storage location {location.Name} is currently in read-only mode"
                : null;
    }

    private void Processed(StoredObject item, IReadOnlyList<string> errors) => Server.Change(item, value =>
    {
        var status = value.Make("status");
        status["phase"] = "Processed";
        if (errors.Count > 0)
        {
            status["errors"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]);
        }
    });
}
