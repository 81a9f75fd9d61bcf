using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;

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
            // Only a running server lets a restore go (velero-facts 30).
            Server.Change(item, value => value.Make("metadata").Remove("finalizers"));
            return;
        }

        if (item.Phase is not ("" or "New"))
        {
            return;
        }

        var restore = item.Read();
        var outcome = Server.OnRestore(restore);
        var backup = Backup(restore, out var errors);
        if (outcome.Phase == "FailedValidation")
        {
            errors = outcome.ValidationErrors ?? ["refused as scripted"];
        }

        var begun = Server.Change(item, value => Begin(value, backup, errors));
        if (begun is null || errors.Count > 0)
        {
            return;
        }

        var location = Server.Locations.Find(backup!.Read().Text("spec", "storageLocation"));
        var stored = location is null ? null : Server.Locations.Folder(location)?.GetValueOrDefault(backup.Name);
        if (stored is null)
        {
            Server.Change(begun, value => Finish(
                value.Make("status"), new BackupOutcome("Failed", FailureReason: "error downloading backup")));
            return;
        }

        Run(begun, stored, outcome);
    }

    private StoredObject? Backup(JsonObject restore, out IReadOnlyList<string> errors)
    {
        var name = restore.Text("spec", "backupName") ?? "";
        var schedule = restore.Text("spec", "scheduleName") ?? "";
        errors = [];
        if (name.Length == 0 == (schedule.Length == 0))
        {
            errors = ["Either a backup or schedule must be specified as a source for the restore, but not both"];
            return null;
        }

        // By schedule: the newest of that label, whichever cluster it came from (velero-facts 19).
        var found = name.Length > 0
            ? Server.Find("backups", name)
            : Server.All("backups")
                .Where(item => item.Phase == "Completed"
                    && item.Labels.GetValueOrDefault("velero.io/schedule-name") == schedule)
                .MaxBy(item => item.Read().Time("status", "startTimestamp"));
        if (found is null)
        {
            errors = name.Length > 0
                ? [$"Error retrieving backup: Backup.velero.io \"{name}\" not found"]
                : ["No backups found for schedule"];
        }

        return found;
    }

    private void Begin(JsonObject restore, StoredObject? backup, IReadOnlyList<string> errors)
    {
        var metadata = restore.Make("metadata");
        if (!restore.Texts("metadata", "finalizers").Contains(Finalizer))
        {
            metadata["finalizers"] = new JsonArray(Finalizer);
        }

        if (backup is not null)
        {
            restore.Make("spec")["backupName"] = backup.Name;
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
            ["totalItems"] = outcome.Items,
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
            Server.Change(item, value => value.Make("status")["phase"] =
                outcome.Phase == "PartiallyFailed" ? "FinalizingPartiallyFailed" : "Finalizing");
            Bring(item.Read(), stored);
        }

        Server.Change(item, value => Finish(value.Make("status"), outcome));
    }

    private void Bring(JsonObject restore, StoredBackup stored)
    {
        var included = restore.At("spec").Texts("includedNamespaces");
        var excluded = restore.At("spec").Texts("excludedNamespaces");
        var types = Server.Registry.Catalog.Namespaces;
        foreach (var name in stored.Namespaces
            .Where(name => (included.Count == 0 || included.Contains("*") || included.Contains(name))
                && !excluded.Contains(name)))
        {
            var target = restore.Text("spec", "namespaceMapping", name) ?? name;
            if (Server.Registry.Store.Get(types, "", target) is null)
            {
                Server.Cluster.CreateNamespace(target);
            }
        }
    }

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
            status["progress"] = new JsonObject { ["itemsRestored"] = outcome.Items, ["totalItems"] = outcome.Items };
        }
    }
}
