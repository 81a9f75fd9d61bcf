using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Velero;

/// <summary>
/// Makes the cluster's Backup objects those of the bucket: adds what others wrote there, and deletes ended backups
/// whose files are gone (velero-facts 19, 20). From 1.19 a copy comes without its hooks.
/// </summary>
internal sealed class BackupSync(VeleroServer server)
{
    public void Run()
    {
        if (server.IsBlindTo("backups") || server.IsBlindTo("backupstoragelocations"))
        {
            return;
        }

        foreach (var location in server.All("backupstoragelocations").Where(item => item.Phase == "Available").ToList())
        {
            var period = LocationController.Period(location.Read().Text("spec", "backupSyncPeriod"));
            var last = location.Read().Time("status", "lastSyncedTime");
            if (period > TimeSpan.Zero && !(last > server.Now - period)
                && server.Locations.Folder(location) is { } folder)
            {
                Sync(location, folder);
            }
        }
    }

    private void Sync(StoredObject location, ConcurrentDictionary<string, StoredBackup> folder)
    {
        foreach (var (name, stored) in folder)
        {
            if (server.Find("backups", name) is null)
            {
                server.Create("backups", Copy(stored.Backup, name, location.Name));
            }
        }

        foreach (var item in server.All("backups")
            .Where(item => item.Phase is "Completed" or "PartiallyFailed" && !folder.ContainsKey(item.Name)
                && item.Labels.GetValueOrDefault("velero.io/storage-location") == location.Name)
            .ToList())
        {
            server.Delete("backups", item.Name);
        }

        server.Change(location, value => value.Make("status")["lastSyncedTime"] = server.Now.ToKubernetesTime());
    }

    private JsonObject Copy(JsonObject backup, string name, string location)
    {
        var metadata = new JsonObject { ["name"] = name };
        foreach (var field in new[] { "labels", "annotations" })
        {
            if (backup.At("metadata", field) is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        var copy = new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = backup.At("spec")?.DeepClone(),
            ["status"] = backup.At("status")?.DeepClone(),
        };
        copy.Make("metadata", "labels")["velero.io/storage-location"] = location;
        copy.Make("spec")["storageLocation"] = location;
        if (server.Release.IsFrom(19))
        {
            copy.Make("spec").Remove("hooks");
        }

        return copy;
    }
}
