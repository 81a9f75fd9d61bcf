using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// Asks for the deletion of expired backups: every hour, at the server's start and whenever a backup appears. Says on a
/// Backup why it cannot, since 1.9; that its location is not available, since 1.19 (pkg/controller/gc_controller.go).
/// </summary>
internal sealed class GarbageCollector(VeleroServer server)
{
    private const string FailureLabel = "velero.io/gc-failure";

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
            var obstacle = location is null ? "BSLNotFound"
                : location.Phase == "Unavailable" ? "BSLUnavailable"
                : location.Read().Text("spec", "accessMode") == "ReadOnly" ? "BSLReadOnly"
                : null;
            if (obstacle != "BSLUnavailable" || server.Release.IsFrom(19))
            {
                Label(item, obstacle);
            }

            if (obstacle is not null || server.All("deletebackuprequests").Any(request =>
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

    private void Label(StoredObject item, string? obstacle)
    {
        if (!server.Release.IsFrom(9) || item.Labels.GetValueOrDefault(FailureLabel) == obstacle)
        {
            return;
        }

        server.Change(item, value =>
        {
            if (obstacle is null)
            {
                value.Make("metadata", "labels").Remove(FailureLabel);
            }
            else
            {
                value.Make("metadata", "labels")[FailureLabel] = obstacle;
            }
        });
    }
}
