using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>Restores: validated, run through their phases on the clock; they bring back namespaces.</summary>
internal sealed class RestoreController(VeleroServer server) : Controller(server)
{
    private const string Finalizer = "restores.velero.io/external-resources-finalizer";

    public override string Resource => "restores";

    public override void Reconcile(StoredObject item)
    {
        if (item.Deleting)
        {
            // Only a running server lets a restore go (velero-facts 30); where its backup is gone, its files stay (55).
            if (Server.Find("backups", item.Read().Text("spec", "backupName") ?? "") is { } backup)
            {
                Files(backup.Read().Text("spec", "storageLocation"))?.TryRemove(item.Name, out _);
            }

            Server.Change(item, value => value.Make("metadata").Remove("finalizers"));
            return;
        }

        if (item.Phase is not ("" or "New"))
        {
            return;
        }

        var restore = item.Read();
        var outcome = Server.OnRestore(restore);
        var spec = restore["spec"] as JsonObject ?? [];
        var facts = ClusterFacts.Of(Server);
        var verdict = RestoreVerdicts.Of(spec, facts);
        var errors = outcome.Phase == "FailedValidation"
            ? outcome.ValidationErrors ?? ["refused as scripted"]
            : verdict.Phase == "FailedValidation" ? verdict.ValidationErrors : [];
        var source = RestoreVerdicts.SourceOf(spec, facts);
        var begun = Server.Change(item, value => Begin(value, source, errors));
        if (begun is null || errors.Count > 0)
        {
            return;
        }

        var location = Server.Locations.Find(source?.StorageLocation);
        var stored = location is null ? null : Server.Locations.Folder(location)?.GetValueOrDefault(source!.Name);
        if (stored is null)
        {
            Server.Change(begun, value => Finish(
                value.Make("status"), new BackupOutcome("Failed", FailureReason: "error downloading backup")));
            return;
        }

        Run(begun, stored, outcome);
    }

    private void Begin(JsonObject restore, KnownBackup? source, IReadOnlyList<string> errors)
    {
        var metadata = restore.Make("metadata");
        if (!restore.Texts("metadata", "finalizers").Contains(Finalizer))
        {
            metadata["finalizers"] = new JsonArray(Finalizer);
        }

        if (source is not null)
        {
            restore.Make("spec")["backupName"] = source.Name;
        }

        var status = restore.Make("status");
        if (errors.Count > 0)
        {
            status["phase"] = "FailedValidation";
            status["validationErrors"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]);
            return;
        }

        status["phase"] = "InProgress";
        status["startTimestamp"] = Server.Now.ToKubernetesTime();
    }

    private void Run(StoredObject item, StoredBackup stored, BackupOutcome outcome)
    {
        Server.Change(item, value => value.Make("status")["progress"] = new JsonObject
        {
            ["itemsRestored"] = 0,
            ["totalItems"] = outcome.Items ?? stored.Items.Count,
        });
        if (outcome.Phase is not ("Completed" or "PartiallyFailed" or "Failed"))
        {
            Server.Change(item, value => value.Make("status")["phase"] = outcome.Phase);
        }
        else if (Server.RunTime == TimeSpan.Zero)
        {
            End(item, stored, outcome);
        }
        else
        {
            Server.Later(Server.RunTime, () => End(item, stored, outcome));
        }
    }

    private void End(StoredObject item, StoredBackup stored, BackupOutcome outcome)
    {
        if (Server.Find(Resource, item.Name)?.Uid != item.Uid)
        {
            return;
        }

        if (outcome.Phase != "Failed")
        {
            var restored = new RestoreItems(Server, item.Read().At("spec"), stored);
            Server.Restored[item.Name] = new RestoredFiles(restored.Items, outcome.Results ?? restored.Results);
            outcome = outcome with
            {
                Items = outcome.Items ?? restored.Items.Count,
                Errors = outcome.Errors + restored.Errors,
                Warnings = outcome.Warnings + restored.Warnings,
                Phase = restored.Errors > 0 && outcome.Phase == "Completed" ? "PartiallyFailed" : outcome.Phase,
            };
            Server.Change(item, value => value.Make("status")["phase"] =
                outcome.Phase == "PartiallyFailed" ? "FinalizingPartiallyFailed" : "Finalizing");
        }

        // Also where the location is only to be read (velero-facts 55).
        Files(stored.Backup.Text("spec", "storageLocation"))?.TryAdd(item.Name, true);
        Server.Change(item, value => Finish(value.Make("status"), outcome));
    }

    private ConcurrentDictionary<string, bool>? Files(string? location) =>
        Server.Locations.Find(location) is { } found ? Server.Locations.RestoresOf(found) : null;

    private void Finish(JsonObject status, BackupOutcome outcome)
    {
        status["phase"] = outcome.Phase;
        status["completionTimestamp"] = Server.Now.ToKubernetesTime();
        if (outcome.Errors > 0)
        {
            status["errors"] = outcome.Errors;
        }

        if (outcome.Warnings > 0)
        {
            status["warnings"] = outcome.Warnings;
        }

        if (outcome.FailureReason is not null)
        {
            status["failureReason"] = outcome.FailureReason;
        }

        if (outcome.Phase != "Failed")
        {
            status["progress"] = outcome.Items is > 0 and var items
                ? new JsonObject { ["itemsRestored"] = items, ["totalItems"] = items }
                : [];
        }
    }
}
