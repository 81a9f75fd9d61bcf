using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Durations;

namespace VeleroSandbox.Velero;

/// <summary>
/// Backup storage locations: validated when they change and then as often as they ask, once a minute by default.
/// </summary>
internal sealed class LocationController(VeleroServer server) : Controller(server)
{
    // By uid, the spec that was validated last: an edit of the spec is what Velero validates for (velero-facts 57).
    private readonly ConcurrentDictionary<string, string> _validated = new(StringComparer.Ordinal);

    public override string Resource => "backupstoragelocations";

    public void Tick()
    {
        if (Server.IsBlindTo(Resource))
        {
            return;
        }

        foreach (var item in Server.All(Resource).ToList())
        {
            var location = item.Read();
            var every = Period(location.Text("spec", "validationFrequency"));
            if (every > TimeSpan.Zero
                && !(location.Time("status", "lastValidationTime") > Server.Now - every))
            {
                Validate(item);
            }
        }
    }

    public override void Reconcile(StoredObject item)
    {
        var location = item.Read();
        if (string.IsNullOrEmpty(item.Phase) || !_validated.TryGetValue(item.Uid, out var validated) || validated != Spec(location))
        {
            Validate(item);
        }
    }

    /// <summary>The location a backup goes to: the one it names, else the default one.</summary>
    public StoredObject? Find(string? name) => string.IsNullOrEmpty(name)
        ? Server.All(Resource).FirstOrDefault(item => item.Read().Flag("spec", "default"))
            ?? Server.Find(Resource, "default")
        : Server.Find(Resource, name);

    /// <summary>The folder behind a location; null when the bucket is gone.</summary>
    public ConcurrentDictionary<string, StoredBackup>? Folder(StoredObject item)
    {
        var location = item.Read();
        return Server.Buckets
            .Find(location.Text("spec", "provider") ?? "", location.Text("spec", "objectStorage", "bucket") ?? "")
            ?.Folder(location.Text("spec", "objectStorage", "prefix"));
    }

    /// <summary>Likewise, what restores leave there.</summary>
    public ConcurrentDictionary<string, bool>? RestoresOf(StoredObject item)
    {
        var location = item.Read();
        return Server.Buckets
            .Find(location.Text("spec", "provider") ?? "", location.Text("spec", "objectStorage", "bucket") ?? "")
            ?.Restores(location.Text("spec", "objectStorage", "prefix"));
    }

    /// <summary>A period a location asks for; a minute when it does not.</summary>
    public static TimeSpan Period(string? text) =>
        text is not null && GoDuration.TryParse(text, out var period, out _) ? period.ToTimeSpan()
            : TimeSpan.FromMinutes(1);

    private static string Spec(JsonObject location) => location["spec"]?.ToJsonString() ?? "";

    private void Validate(StoredObject item) => Server.Change(item, value =>
    {
        _validated[item.Uid] = Spec(value);
        var (phase, message) = Judge(value);
        var status = value.Make("status");
        status["phase"] = phase;
        status["lastValidationTime"] = Server.Now.ToKubernetesTime();
        status.Remove("message");
        if (message.Length > 0)
        {
            status["message"] = message;
        }
    });

    private (string Phase, string Message) Judge(JsonObject location)
    {
        var name = location.Text("metadata", "name");
        var bucket = location.Text("spec", "objectStorage", "bucket") ?? "";
        string? cause = null;
        if (location.Text("spec", "credential", "name") is { Length: > 0 } secret)
        {
            var held = Server.Registry.Store
                .Get(Server.Registry.Catalog.Get("v1", "secrets"), Server.Namespace, secret);
            var key = location.Text("spec", "credential", "key") ?? "";
            cause = held is null
                ? $"unable to get credentials: unable to get key for secret: Secret \"{secret}\" not found"
                : held.Read().At("data", key) is null
                    ? $"unable to get credentials: unable to get key for secret: \"{secret}\" secret is missing data for key \"{key}\""
                    : null;
        }

        var found = Server.Buckets.Find(location.Text("spec", "provider") ?? "", bucket);
        if (found?.IsDenied(Server.Cluster.Name, location.Text("spec", "objectStorage", "prefix")) == true)
        {
            // S3's own words for what a policy forbids, in those that Velero was recorded to put around a 403.
            cause ??= "rpc error: code = Unknown desc = operation error S3: ListObjectsV2, https response error StatusCode: 403, "
                + "RequestID: ~, HostID: ~, api error AccessDenied: Access Denied";
        }

        if (cause is null && found is null)
        {
            cause = "rpc error: code = Unknown desc = operation error S3: ListObjectsV2, NoSuchBucket: "
                + $"The specified bucket does not exist: {bucket}";
        }

        return cause is null
            ? ("Available", "")
            : ("Unavailable", $"BackupStorageLocation \"{name}\" is unavailable: {cause}");
    }
}
