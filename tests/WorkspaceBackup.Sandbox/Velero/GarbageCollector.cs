using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// Asks for the deletion of expired backups: every hour, at the server's start and whenever a backup appears.
/// </summary>
internal sealed class GarbageCollector(VeleroServer server)
{
    public void Run()
    {
        foreach (var item in server.All("backups").ToList())
        {
            Check(item);
        }
    }

    /// <summary>Looks at one backup.</summary>
    public void Check(StoredObject item)
    {
        if (item.Expiration < server.Now && !server.IsBlindTo("backups"))
        {
            var location = server.Locations.Find(item.Read().Text("spec", "storageLocation"));
            if (location is null || location.Phase == "Unavailable"
                || location.Read().Text("spec", "accessMode") == "ReadOnly"
                || server.All("deletebackuprequests").Any(request =>
                    request.Labels.GetValueOrDefault("velero.io/backup-uid") == item.Uid))
            {
                return;
            }

            server.Create("deletebackuprequests", new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["generateName"] = item.Name + "-",
                    ["labels"] = new JsonObject
                    {
                        ["velero.io/backup-name"] = VeleroNames.Label(item.Name),
                        ["velero.io/backup-uid"] = item.Uid,
                    },
                },
                ["spec"] = new JsonObject { ["backupName"] = item.Name },
            });
        }
    }
}
