using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace VeleroServer;

/// <summary>
/// Acts on a real API server as Velero's own server does for the objects a schedule involves: takes schedules over, validates
/// locations, answers <c>ServerStatusRequest</c>s and signs addresses of files. It runs no backups.
/// </summary>
public sealed class Server : IAsyncDisposable
{
    private const string Group = "velero.io";
    private const string Version = "v1";

    /// <summary>Velero's name in <c>managedFields</c>.</summary>
    private const string FieldManager = "velero-server";

    private readonly IKubernetes _api;
    private readonly string _namespace;
    private readonly VeleroServerOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, string> _validated = new();
    private readonly Task _running;

    private Server(IKubernetes api, string @namespace, VeleroServerOptions options, TimeProvider time)
    {
        _api = api;
        _namespace = @namespace;
        _options = options;
        _time = time;
        _running = Task.WhenAll(
            FollowAsync("schedules", TakeOver), FollowAsync("backupstoragelocations", Validate), FollowAsync("serverstatusrequests", Answer),
            FollowAsync("downloadrequests", Sign));
    }

    /// <summary>Starts one in a namespace. What exists there already is handled first.</summary>
    public static Server Start(
        IKubernetes api, string @namespace, VeleroServerOptions? options = null, TimeProvider? time = null) =>
        new(api, @namespace, options ?? new(), time ?? TimeProvider.System);

    /// <summary>What is in the bucket of the backups and restores.</summary>
    public FileServer Files { get; } = new();

    /// <summary>Ends when the server has failed; never otherwise.</summary>
    public Task Completion => _running;

    /// <summary>Stops it, and throws what made it fail before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
        finally
        {
            _stopping.Dispose();
            await Files.DisposeAsync();
        }
    }

    private async Task FollowAsync(string plural, Func<JsonObject, JsonObject?> patchFor)
    {
        // The API server ends every watch after a while; a new one begins with all that exists.
        while (true)
        {
            var events = _api.CustomObjects.WatchListNamespacedCustomObjectAsync(
                Group, Version, _namespace, plural, cancellationToken: _stopping.Token);
            await foreach (var (type, item) in events)
            {
                if (type is not (WatchEventType.Added or WatchEventType.Modified))
                {
                    continue;
                }

                var found = JsonSerializer.SerializeToNode(item)!.AsObject();
                if (patchFor(found) is { } patch)
                {
                    await PatchAsync(plural, (string)found["metadata"]!["name"]!, patch);
                }
            }

            _stopping.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task PatchAsync(string plural, string name, JsonObject patch)
    {
        try
        {
            await _api.CustomObjects.PatchNamespacedCustomObjectAsync(
                new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch),
                Group, Version, _namespace, plural, name,
                fieldManager: FieldManager, cancellationToken: _stopping.Token);
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // Deleted since the event.
        }
    }

    /// <summary>Null when there is nothing to write.</summary>
    private JsonObject? TakeOver(JsonObject schedule)
    {
        var spec = schedule["spec"]!.AsObject();
        if ((bool?)spec["paused"] is true)
        {
            return null;
        }

        var error = CronExpression.Refusal((string?)spec["schedule"] ?? "", _options.HasTimeZones);
        var phase = error is null ? "Enabled" : "FailedValidation";
        var skip = (bool?)spec["skipImmediately"];
        if (skip is false && (string?)schedule["status"]?["phase"] == phase)
        {
            return null;
        }

        var status = new JsonObject
        {
            ["phase"] = phase,
            ["validationErrors"] = error is null ? null : new JsonArray(error),
        };
        if (skip is true)
        {
            status["lastSkipped"] = Now();
        }

        return new JsonObject { ["spec"] = new JsonObject { ["skipImmediately"] = false }, ["status"] = status };
    }

    /// <summary>
    /// A location is validated when it is new and when its spec changes; the periodic validation says the same again.
    /// </summary>
    private JsonObject? Validate(JsonObject location)
    {
        var uid = (string)location["metadata"]!["uid"]!;
        var spec = location["spec"]!.ToJsonString();
        var isValidated = _validated.TryGetValue(uid, out var before) ? before == spec : location["status"]?["phase"] is not null;
        _validated[uid] = spec;
        if (isValidated)
        {
            return null;
        }

        // The message is that of a recorded Velero (bucket-missing of 1.18.2).
        var isThere = (string?)location["spec"]!["objectStorage"]!["bucket"] != VeleroServerOptions.MissingBucket;
        return new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = isThere ? "Available" : "Unavailable",
                ["lastValidationTime"] = Now(),
                ["message"] = isThere
                    ? null
                    : $"BackupStorageLocation \"{location["metadata"]!["name"]}\" is unavailable: rpc error: code = Unknown desc = operation error "
                      + "S3: ListObjectsV2, https response error StatusCode: 404, RequestID: ~, HostID: ~, NoSuchBucket: The specified bucket "
                      + "does not exist",
            },
        };
    }

    private JsonObject? Answer(JsonObject request) =>
        (string?)request["status"]?["phase"] == "Processed"
            ? null
            : new JsonObject
            {
                ["status"] = new JsonObject
                {
                    ["phase"] = "Processed",
                    ["processedTimestamp"] = Now(),
                    ["serverVersion"] = _options.Version,
                    ["plugins"] = new JsonArray(
                        Plugin("velero.io/aws", "ObjectStore"),
                        Plugin("velero.io/pod", "BackupItemAction"),
                        Plugin("velero.io/pvc", "RestoreItemAction")),
                },
            };

    /// <summary>One that is there for sure; a real one signs nothing for a backup that it does not know.</summary>
    private JsonObject? Sign(JsonObject request)
    {
        var target = request["spec"]!["target"]!;
        var name = (string)target["name"]!;
        return (string?)request["status"]?["phase"] == "Processed" || Files.Unsigned.ContainsKey(name)
            ? null
            : new JsonObject
            {
                ["status"] = new JsonObject
                {
                    ["phase"] = "Processed",
                    ["downloadURL"] = Files.Sign((string)target["kind"]!, name),
                    ["expiration"] = _time.GetUtcNow().AddMinutes(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                },
            };
    }

    private static JsonObject Plugin(string name, string kind) => new() { ["name"] = name, ["kind"] = kind };

    private string Now() => _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
