using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Durations;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>Backups: validated, run through their phases on the clock, stored in the bucket.</summary>
internal sealed class BackupController : Controller
{
    public BackupController(VeleroServer server)
        : base(server) => Queue = new BackupQueue(server, Begin);

    public override string Resource => "backups";

    public BackupQueue Queue { get; }

    public override void Reconcile(StoredObject item)
    {
        Queue.See(item);
        if (item.Phase is not ("" or "New") || item.Deleting)
        {
            Server.Garbage.Check(item);
            return;
        }

        Queue.Enter(item);
    }

    private void Begin(StoredObject item)
    {
        var backup = item.Read();
        var outcome = Server.OnBackup(backup);
        var spec = backup["spec"] as JsonObject ?? [];
        var facts = ClusterFacts.Of(Server);
        var verdict = BackupVerdicts.Of(spec, facts, item.Name);
        var errors = outcome.Phase == "FailedValidation"
            ? outcome.ValidationErrors ?? ["refused as scripted"]
            : verdict.Phase == "FailedValidation" ? verdict.ValidationErrors : [];
        var stored = StoredSpec.Of(spec, facts, new ServerDefaults
        {
            Ttl = GoDuration.FromTimeSpan(Server.DefaultBackupTtl).ToString(),
        });
        if (Server.Change(item, value => Begin(value, stored, errors)) is { } begun && errors.Count == 0)
        {
            Run(begun, Server.Locations.Find(stored.Text("storageLocation"))!, outcome, verdict);
        }

        if (Server.Find(Resource, item.Name) is { } now)
        {
            Server.Garbage.Check(now);
        }
    }

    private void Begin(JsonObject backup, JsonObject spec, IReadOnlyList<string> errors)
    {
        backup["spec"] = spec;
        var status = backup.Make("status");
        if (spec.Text("storageLocation") is { } location)
        {
            backup.Make("metadata", "labels")["velero.io/storage-location"] = location;
        }

        backup.Make("metadata", "annotations")["velero.io/source-cluster-k8s-gitversion"] =
            $"v1.{Server.Cluster.KubernetesMinor}.2";
        status["version"] = 1;
        status["formatVersion"] = "1.1.0";
        GoDuration.TryParse(spec.Text("ttl"), out var ttl, out _);
        status["expiration"] = (Server.Now + ttl.ToTimeSpan()).ToKubernetesTime();
        if (errors.Count > 0)
        {
            status["phase"] = "FailedValidation";
            status["validationErrors"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]);
            return;
        }

        status["phase"] = "InProgress";
        status["startTimestamp"] = Server.Now.ToKubernetesTime();
    }

    private void Run(StoredObject item, StoredObject location, BackupOutcome outcome, Verdict verdict)
    {
        if (Server.Locations.Folder(location)?.ContainsKey(item.Name) == true)
        {
            End(item, location, new BackupOutcome("Failed", FailureReason: "backup already exists in object storage"), null);
            return;
        }

        if (verdict.Phase == "Failed")
        {
            // A hook stops it before it has begun, a bucket when it is written.
            var reached = verdict.Reasons.Any(reason => reason is { Rule: VerdictRule.HookSelectorInvalid or VerdictRule.NamespaceNameInvalid })
                ? (int?)null
                : new BackupItems(Server, item.Read().At("spec")).Items.Count;
            End(item, location, new BackupOutcome("Failed", FailureReason: verdict.FailureReason) { Items = reached }, null);
            return;
        }

        if (verdict.Phase == "InProgress")
        {
            Server.Log($"panic while backing up {item.Name}");
            return;
        }

        var items = new BackupItems(Server, item.Read().At("spec"));
        outcome = Seen(outcome, items, verdict);
        Progress(item, 0, outcome.Items!.Value);
        if (outcome.Phase is not ("Completed" or "PartiallyFailed" or "Failed"))
        {
            Server.Change(item, value => value.Make("status")["phase"] = outcome.Phase);
            return;
        }

        if (Server.RunTime == TimeSpan.Zero)
        {
            End(item, location, outcome, items);
            return;
        }

        Server.Later(Server.RunTime / 2, () => Progress(item, outcome.Items!.Value / 2, outcome.Items!.Value));
        Server.Later(Server.RunTime, () => End(item, location, outcome, items));
    }

    /// <summary>What was scripted, and what collecting the objects came to.</summary>
    private static BackupOutcome Seen(BackupOutcome outcome, BackupItems items, Verdict verdict)
    {
        var errors = items.Errors == 0 && verdict.Phase == "PartiallyFailed" ? 1 : items.Errors;
        return outcome with
        {
            Items = outcome.Items ?? items.Items.Count,
            Errors = outcome.Errors + errors,
            Phase = errors > 0 && outcome.Phase == "Completed" ? "PartiallyFailed" : outcome.Phase,
        };
    }

    private void Progress(StoredObject item, int done, int total) => IfSame(item, () =>
        Server.Change(item, value => value.Make("status")["progress"] = new JsonObject
        {
            ["itemsBackedUp"] = done,
            ["totalItems"] = total,
        }));

    private void End(StoredObject item, StoredObject location, BackupOutcome outcome, BackupItems? items) =>
        IfSame(item, () =>
        {
            if (outcome.Phase != "Failed")
            {
                Server.Change(item, value => value.Make("status")["phase"] =
                    outcome.Phase == "PartiallyFailed" ? "FinalizingPartiallyFailed" : "Finalizing");
            }

            var ended = Server.Change(item, value => Finish(value.Make("status"), outcome));
            if (ended is not null && outcome.Phase != "Failed" && items is not null)
            {
                // Two that ran at the same time overwrite each other's files here, without an error (velero-facts 18).
                var stored = new StoredBackup(Server.Cluster.Name, ended.Read(), items.Items);
                Server.Locations.Folder(location)?[item.Name] = stored with
                {
                    Results = outcome.Results ?? stored.Results,
                    Volumes = outcome.Volumes ?? stored.Volumes,
                };
            }
        });

    private void Finish(JsonObject status, BackupOutcome outcome)
    {
        status["phase"] = outcome.Phase;
        status["completionTimestamp"] = Server.Now.ToKubernetesTime();
        Set(status, "errors", outcome.Errors);
        Set(status, "warnings", outcome.Warnings);
        Set(status, "volumeSnapshotsAttempted", outcome.VolumeSnapshotsAttempted);
        Set(status, "volumeSnapshotsCompleted", outcome.VolumeSnapshotsCompleted);
        if (outcome.FailureReason is not null)
        {
            status["failureReason"] = outcome.FailureReason;
        }

        if (outcome.Phase != "Failed" || outcome.Items is not null)
        {
            status["progress"] = outcome.Items is > 0 and var items
                ? new JsonObject { ["itemsBackedUp"] = items, ["totalItems"] = items }
                : [];
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
