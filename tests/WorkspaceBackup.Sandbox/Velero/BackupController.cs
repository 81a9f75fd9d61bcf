using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Operations;

namespace VeleroSandbox.Velero;

/// <summary>Backups: validated, run through their phases on the clock, stored in the bucket.</summary>
internal sealed class BackupController(VeleroServer server) : Controller(server)
{
    public override string Resource => "backups";

    public override void Reconcile(StoredObject item)
    {
        if (item.Phase is not ("" or "New") || item.Deleting)
        {
            Server.Garbage.Check(item);
            return;
        }

        var backup = item.Read();
        var outcome = Server.OnBackup(backup);
        var location = Server.Locations.Find(backup.Text("spec", "storageLocation"));
        var errors = outcome.Phase == "FailedValidation"
            ? outcome.ValidationErrors ?? ["refused as scripted"]
            : BackupValidation.Errors(Server, backup, location);
        if (Server.Change(item, value => Begin(value, location, errors)) is { } begun && errors.Count == 0)
        {
            Run(begun, location!, outcome);
        }

        if (Server.Find(Resource, item.Name) is { } now)
        {
            Server.Garbage.Check(now);
        }
    }

    private void Begin(JsonObject backup, StoredObject? location, IReadOnlyList<string> errors)
    {
        var spec = backup.Make("spec");
        var status = backup.Make("status");
        var ttl = spec.Text("ttl") is { } text && GoDuration.TryParse(text, out var given, out _)
            && given != GoDuration.Zero
            ? given.ToTimeSpan()
            : Server.DefaultBackupTtl;
        spec["ttl"] = GoDuration.FromTimeSpan(ttl).ToString();
        spec["csiSnapshotTimeout"] ??= "10m0s";
        spec["itemOperationTimeout"] ??= "4h0m0s";
        spec["snapshotMoveData"] ??= false;
        spec["defaultVolumesToFsBackup"] ??= false;
        spec["hooks"] ??= new JsonObject();
        spec["metadata"] ??= new JsonObject();
        if (location is not null)
        {
            spec["storageLocation"] = location.Name;
            backup.Make("metadata", "labels")["velero.io/storage-location"] = location.Name;
        }

        backup.Make("metadata", "annotations")["velero.io/source-cluster-k8s-gitversion"] =
            $"v1.{Server.Cluster.KubernetesMinor}.2";
        status["version"] = 1;
        status["formatVersion"] = "1.1.0";
        status["expiration"] = (Server.Now + ttl).ToKubernetesTime();
        if (errors.Count > 0)
        {
            status["phase"] = "FailedValidation";
            status["validationErrors"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]);
            return;
        }

        status["phase"] = "InProgress";
        status["startTimestamp"] = Server.Now.ToKubernetesTime();
    }

    private void Run(StoredObject item, StoredObject location, BackupOutcome outcome)
    {
        if (Server.Locations.Folder(location)?.ContainsKey(item.Name) == true)
        {
            End(item, location, new BackupOutcome("Failed", FailureReason: "backup already exists in object storage"));
            return;
        }

        Progress(item, 0, outcome.Items);
        if (outcome.Phase is not ("Completed" or "PartiallyFailed" or "Failed"))
        {
            Server.Change(item, value => value.Make("status")["phase"] = outcome.Phase);
            return;
        }

        if (Server.RunTime == TimeSpan.Zero)
        {
            End(item, location, outcome);
            return;
        }

        Server.Later(Server.RunTime / 2, () => Progress(item, outcome.Items / 2, outcome.Items));
        Server.Later(Server.RunTime, () => End(item, location, outcome));
    }

    private void Progress(StoredObject item, int done, int total) => IfSame(item, () =>
        Server.Change(item, value => value.Make("status")["progress"] = new JsonObject
        {
            ["itemsBackedUp"] = done,
            ["totalItems"] = total,
        }));

    private void End(StoredObject item, StoredObject location, BackupOutcome outcome) => IfSame(item, () =>
    {
        if (outcome.Phase != "Failed")
        {
            Server.Change(item, value => value.Make("status")["phase"] =
                outcome.Phase == "PartiallyFailed" ? "FinalizingPartiallyFailed" : "Finalizing");
        }

        var missing = BackupValidation.MissingNamespaces(Server, item.Read());
        var ended = Server.Change(item, value => Finish(value.Make("status"), outcome, missing.Count));
        if (ended is not null && outcome.Phase != "Failed")
        {
            // Two that ran at the same time overwrite each other's files here, without an error (velero-facts 18).
            Server.Locations.Folder(location)?[item.Name] = new StoredBackup(
                Server.Cluster.Name, ended.Read(), BackupValidation.IncludedNamespaces(Server, ended.Read()));
        }
    });

    private void Finish(JsonObject status, BackupOutcome outcome, int missing)
    {
        var errors = outcome.Errors + missing;
        status["phase"] = missing > 0 && outcome.Phase == "Completed" ? "PartiallyFailed" : outcome.Phase;
        status["completionTimestamp"] = Server.Now.ToKubernetesTime();
        Set(status, "errors", errors);
        Set(status, "warnings", outcome.Warnings);
        Set(status, "volumeSnapshotsAttempted", outcome.VolumeSnapshotsAttempted);
        Set(status, "volumeSnapshotsCompleted", outcome.VolumeSnapshotsCompleted);
        if (outcome.FailureReason is not null)
        {
            status["failureReason"] = outcome.FailureReason;
        }

        if (outcome.Phase != "Failed")
        {
            status["progress"] = new JsonObject { ["itemsBackedUp"] = outcome.Items, ["totalItems"] = outcome.Items };
        }
    }

    private static void Set(JsonObject status, string field, int number)
    {
        if (number > 0)
        {
            status[field] = number;
        }
    }

    private void IfSame(StoredObject item, Action action)
    {
        if (Server.Find(Resource, item.Name)?.Uid == item.Uid)
        {
            action();
        }
    }
}
