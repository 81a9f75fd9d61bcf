using System.Globalization;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Schedules.Cron;

namespace VeleroSandbox.Velero;

/// <summary>Schedules: phases, the flip of skipImmediately, and due runs.</summary>
internal sealed class ScheduleController(VeleroServer server) : Controller(server)
{
    // What was decoded last: all that ticks can see while the kind cannot be decoded.
    private readonly Dictionary<string, StoredObject> _seen = new(StringComparer.Ordinal);

    public override string Resource => "schedules";

    public void Tick()
    {
        if (Server.IsBlindTo(Resource))
        {
            foreach (var item in _seen.Values.Where(item => Server.Find(Resource, item.Name) is not null).ToList())
            {
                RunIfDue(item);
            }

            return;
        }

        foreach (var item in Server.All(Resource).ToList())
        {
            Reconcile(item);
        }
    }

    public override void Reconcile(StoredObject item)
    {
        var schedule = item.Read();
        if (schedule.Flag("spec", "paused"))
        {
            _seen.Remove(item.Key);
            return;
        }

        var skip = schedule.At("spec", "skipImmediately");
        var skipNow = skip is null ? Server.TakeSkipFlag() : skip.GetValue<bool>();
        var error = ErrorOf(schedule.Text("spec", "schedule") ?? "");
        var phase = error is null ? "Enabled" : "FailedValidation";
        if (skip is null || skipNow || item.Phase != phase
            || error != schedule.Texts("status", "validationErrors").FirstOrDefault())
        {
            var changed = Server.Change(item, value =>
            {
                value.Make("spec")["skipImmediately"] = false;
                var status = value.Make("status");
                status["phase"] = phase;
                status.Remove("validationErrors");
                if (error is not null)
                {
                    status["validationErrors"] = new JsonArray(error);
                }

                if (skipNow)
                {
                    status["lastSkipped"] = Server.Now.ToKubernetesTime();
                }
            });
            if (changed is null)
            {
                return;
            }

            item = changed;
        }

        _seen[item.Key] = item;
        if (error is null)
        {
            RunIfDue(item);
        }
    }

    private CronDialect Dialect =>
        VeleroVersion.TryParse(Server.Version, out var version) ? CronDialect.Of(version) : CronDialect.Released;

    private string? ErrorOf(string text)
    {
        if (text.Length == 0)
        {
            return "Schedule must be a non-empty valid Cron expression";
        }

        return CronSchedule.TryParse(text, Dialect, out _, out var error) ? null : $"invalid schedule: {error.Original}";
    }

    private void RunIfDue(StoredObject item)
    {
        var schedule = item.Read();
        if (!CronSchedule.TryParse(schedule.Text("spec", "schedule") ?? "", Dialect, out var cron, out _))
        {
            return;
        }

        var last = schedule.Time("status", "lastBackup") ?? schedule.Time("metadata", "creationTimestamp")
            ?? Server.Now;
        if (schedule.Time("status", "lastSkipped") is { } skipped && skipped > last)
        {
            last = skipped;
        }

        // No next run is the zero time to Velero, and so always past: a backup at every look (velero-facts 1).
        var next = cron.Next(last) ?? DateTimeOffset.MinValue;
        if (Server.Now > next && !IsBusy(item.Name))
        {
            Submit(item, schedule);
        }
    }

    private bool IsBusy(string schedule) => Server.All("backups").Any(backup =>
        backup.Phase is "" or "New" or "InProgress"
        && backup.Labels.GetValueOrDefault("velero.io/schedule-name") == schedule);

    private void Submit(StoredObject item, JsonObject schedule)
    {
        var now = Server.Now;
        var template = schedule.At("spec", "template");

        // Labels of the template, even none at all, replace the schedule's (velero-facts 15).
        var labels = (template.At("metadata", "labels") ?? schedule.At("metadata", "labels"))?.DeepClone() as JsonObject
            ?? [];
        labels["velero.io/schedule-name"] = item.Name;
        var backup = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = item.Name + "-" + now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
                ["labels"] = labels,
            },
            ["spec"] = template?.DeepClone(),
        };

        // From 1.19 on likewise (FromSchedule in Velero's pkg/builder/backup_builder.go); before, the definitions have no such field.
        if (((Server.Release.Minor >= 19 ? template.At("metadata", "annotations") : null)
            ?? schedule.At("metadata", "annotations")) is { } annotations)
        {
            backup.Make("metadata")["annotations"] = annotations.DeepClone();
        }

        if (schedule.Flag("spec", "useOwnerReferencesInBackup"))
        {
            backup.Make("metadata")["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "Schedule",
                ["name"] = item.Name,
                ["uid"] = item.Uid,
                ["controller"] = true,
            });
        }

        if (Server.Create("backups", backup))
        {
            Server.Change(item, value => value.Make("status")["lastBackup"] = now.ToKubernetesTime());
        }
    }
}
