using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;

namespace WorkspaceBackup.Velero.Tests.Schedules;

/// <summary>One request that a <see cref="FakeCluster"/> was sent.</summary>
internal sealed record FakeRequest(string Verb, ApiPath Path, JsonObject? Body, bool DryRun, string? Selector = null)
{
    public bool IsWrite => Verb is "POST" or "PATCH" or "DELETE";

    public bool IsStoring => IsWrite && !DryRun;
}

/// <summary>
/// An API server in memory: objects, merge patches, resource versions, uids, dry runs, an old CRD's pruning, and
/// faults where a
/// test wants them. Its Velero looks at a schedule between a write and the next GET, never sooner.
/// </summary>
internal sealed class FakeCluster : IKubernetesApi
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private int _version = 100;

    public FakeCluster(string name, string? uid = null)
    {
        Name = name;
        Uid = uid ?? $"uid-of-{name}";
        Put(new ApiPath("v1", "namespaces", Name: "kube-system"), new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "kube-system" },
        })["metadata"]!["uid"] = Uid;
        AddNamespace("velero");
        AddNamespace("app");
        AddLocation("default");
        Put(DeploymentPath, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "velero" } });
        Cluster = new Cluster(name, "velero", Detached: false, this);
    }

    public string Name { get; }

    public string Uid { get; }

    public Cluster Cluster { get; }

    /// <summary>The paths below a schedule that the CRD does not know.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Kubernetes 1.25 and later: unknown fields are refused, not dropped.</summary>
    public bool IsStrict { get; set; }

    /// <summary>Whether a Velero server runs.</summary>
    public bool HasVelero { get; set; } = true;

    /// <summary>What a ServerStatusRequest is answered; null: not at all.</summary>
    public string? VeleroVersion { get; set; } = "v1.18.1";

    /// <summary>The resources that discovery gives, as plural and group; null: an API server that does not give them at once.</summary>
    public IReadOnlyList<(string Plural, string Group)>? Served { get; set; }

    public TimeSpan? ClockAhead { get; set; }

    /// <summary>What an access review denies: <c>create schedules</c>.</summary>
    public HashSet<string> Denied { get; } = new(StringComparer.Ordinal);

    /// <summary>What an access review or a ServerStatusRequest fails with, by its resource.</summary>
    public Dictionary<string, FaultKind> FailedQuestions { get; } = new(StringComparer.Ordinal);

    /// <summary>Velero's errors for a cron.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>An admission webhook that changes objects.</summary>
    public Action<JsonObject> Mutates { get; set; } = _ => { };

    /// <summary>Asked before each request; a fault is its answer, and the request does nothing.</summary>
    public Func<FakeRequest, FaultKind?> Fails { get; set; } = _ => null;

    /// <summary>Asked after each request; a fault replaces its answer, and what it did stays done.</summary>
    public Func<FakeRequest, FaultKind?> LosesAnswer { get; set; } = _ => null;

    /// <summary>What Velero does to an object between a write and a GET; it may remove it with <see cref="Remove"/>.</summary>
    public Action<ApiPath, JsonObject> Acts { get; set; } = (_, _) => { };

    /// <summary>The events of a watch from a version on; the stream ends after them.</summary>
    public Func<ApiPath, string, IReadOnlyList<Outcome<WatchEvent>>> Watches { get; set; } = (_, _) => [];

    /// <summary>The words of the faults.</summary>
    public string Words { get; set; } = "said the cluster";

    public ConcurrentQueue<FakeRequest> Requests { get; } = [];

    /// <summary>Access reviews and ServerStatusRequests, apart from the others: they only ask.</summary>
    public ConcurrentQueue<FakeRequest> Questions { get; } = [];

    public IEnumerable<FakeRequest> StoringRequests => Requests.Where(request => request.IsStoring);

    /// <summary>Of the Velero server, which a restore reads.</summary>
    public static ApiPath DeploymentPath { get; } = new("apps/v1", "deployments", "velero", "velero");

    public static ApiPath SchedulePath(string name) => ApiPath.Velero("schedules", "velero", name);

    /// <summary>All objects of one of Velero's kinds.</summary>
    public IReadOnlyList<JsonObject> All(string resource)
    {
        var collection = ApiPath.Velero(resource, "velero") + "/";
        lock (_lock)
        {
            return [.. _objects.Where(entry => entry.Key.StartsWith(collection, StringComparison.Ordinal))
                .Select(entry => (JsonObject)entry.Value.DeepClone())];
        }
    }

    public JsonObject? Schedule(string name, string veleroNamespace = "velero")
    {
        lock (_lock)
        {
            return (JsonObject?)_objects
                .GetValueOrDefault(ApiPath.Velero("schedules", veleroNamespace, name).ToString())?.DeepClone();
        }
    }

    public void AddNamespace(string name, string? label = null) => Put(
        new ApiPath("v1", "namespaces", Name: name),
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = label is null ? new JsonObject() : new JsonObject { [label] = "true" },
            },
        });

    public void AddLocation(
        string name,
        string phase = "Available",
        string accessMode = "ReadWrite",
        string? message = null,
        string veleroNamespace = "velero",
        string? bucket = null) => Put(
        ApiPath.Velero("backupstoragelocations", veleroNamespace, name),
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["accessMode"] = accessMode,
                ["provider"] = "aws",
                ["objectStorage"] = new JsonObject
                {
                    ["bucket"] = bucket ?? $"backups-of-{Name}",
                    ["prefix"] = "velero",
                },
            },
            ["status"] = new JsonObject { ["phase"] = phase, ["message"] = message },
        });

    public void AddNodeAgent(int ready) => Add(
        new("apps/v1", "daemonsets", "velero", "node-agent"),
        $$$"""{"status": {"desiredNumberScheduled": 2, "numberReady": {{{ready}}}}}""");

    public void RemoveLocation(string name) => Remove(ApiPath.Velero("backupstoragelocations", "velero", name));

    public void Remove(ApiPath path)
    {
        lock (_lock)
        {
            _objects.Remove(path.ToString());
        }
    }

    /// <summary>Stores any object.</summary>
    public void Add(ApiPath path, string json)
    {
        var body = (JsonObject)JsonNode.Parse(json)!;
        body["metadata"] ??= new JsonObject();
        body["metadata"]!["name"] = path.Name;
        body["metadata"]!["namespace"] = path.Namespace;
        Put(path, body);
    }

    /// <summary>Stores a schedule as somebody else would.</summary>
    public JsonObject AddSchedule(string json)
    {
        var schedule = (JsonObject)JsonNode.Parse(json)!;
        return Put(SchedulePath((string)schedule["metadata"]!["name"]!), schedule);
    }

    /// <summary>Changes a schedule as somebody else would.</summary>
    public void Edit(string name, Action<JsonObject> edit)
    {
        lock (_lock)
        {
            var schedule = _objects[SchedulePath(name).ToString()];
            edit(schedule);
            schedule["metadata"]!["resourceVersion"] = $"{++_version}";
        }
    }

    public Task<Outcome<JsonObject>> GetAsync(ApiPath path, CancellationToken cancellationToken) =>
        AnswerAsync(new FakeRequest("GET", path, null, false), () =>
        {
            if (!_objects.TryGetValue(path.ToString(), out var found))
            {
                return Fault(FaultKind.NotFound);
            }

            if (path.Resource == "schedules")
            {
                Reconcile(found);
            }

            Acts(path, found);
            return (JsonObject)found.DeepClone();
        }, cancellationToken);

    public async IAsyncEnumerable<Outcome<JsonObject>> ListAsync(
        ApiPath collection, string? labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        var answer = await AnswerAsync(new FakeRequest("LIST", collection, null, false, labelSelector), () =>
        {
            found.AddRange(_objects
                .Where(entry => entry.Key.StartsWith(collection + "/", StringComparison.Ordinal)
                    || (collection is { Namespace: null, Resource: not "namespaces" }
                        && entry.Key.Contains($"/{collection.Resource}/", StringComparison.Ordinal)))
                .Where(entry => FakeSelector.Selects(labelSelector, entry.Value["metadata"]?["labels"] as JsonObject))
                .Select(entry => (JsonObject)entry.Value.DeepClone()));
            return new JsonObject();
        }, cancellationToken);
        if (answer.Fault is { } fault)
        {
            yield return fault;
            yield break;
        }

        foreach (var item in found)
        {
            yield return item;
        }
    }

    public Task<Outcome<JsonObject>> CreateAsync(
        ApiPath collection, JsonObject body, WriteOptions options, CancellationToken cancellationToken) =>
        AnswerAsync(new FakeRequest("POST", collection, (JsonObject)body.DeepClone(), options.DryRun), () =>
        {
            var path = collection.Named((string)body["metadata"]!["name"]!);
            if (_objects.ContainsKey(path.ToString()))
            {
                return Fault(FaultKind.AlreadyExists);
            }

            var created = (JsonObject)body.DeepClone();
            if (Admit(created) is { } refusal)
            {
                return refusal;
            }

            return options.DryRun ? created : (JsonObject)Put(path, created).DeepClone();
        }, cancellationToken);

    public Task<Outcome<JsonObject>> PatchAsync(
        ApiPath path, JsonObject mergePatch, WriteOptions options, CancellationToken cancellationToken) =>
        AnswerAsync(new FakeRequest("PATCH", path, (JsonObject)mergePatch.DeepClone(), options.DryRun), () =>
        {
            if (!_objects.TryGetValue(path.ToString(), out var current))
            {
                return Fault(FaultKind.NotFound);
            }

            if (mergePatch["metadata"]?["resourceVersion"] is { } expected
                && (string?)expected != (string?)current["metadata"]!["resourceVersion"])
            {
                return Fault(FaultKind.Conflict);
            }

            var patched = (JsonObject)Merge(current, mergePatch)!;
            if (Admit(patched) is { } refusal)
            {
                return refusal;
            }

            if (!options.DryRun && !JsonNode.DeepEquals(current, patched))
            {
                patched["metadata"]!["resourceVersion"] = $"{++_version}";
                _objects[path.ToString()] = patched;
            }

            return (JsonObject)patched.DeepClone();
        }, cancellationToken);

    public Task<Outcome<JsonObject>> DeleteAsync(
        ApiPath path, string? uid, WriteOptions options, CancellationToken cancellationToken) =>
        AnswerAsync(new FakeRequest("DELETE", path, new JsonObject { ["uid"] = uid }, options.DryRun), () =>
        {
            if (!_objects.TryGetValue(path.ToString(), out var current))
            {
                return Fault(FaultKind.NotFound);
            }

            if (uid is not null && uid != (string?)current["metadata"]!["uid"])
            {
                return Fault(FaultKind.Conflict);
            }

            if (!options.DryRun)
            {
                _objects.Remove(path.ToString());
            }

            return (JsonObject)current.DeepClone();
        }, cancellationToken);

    public IAsyncEnumerable<Outcome<WatchEvent>> WatchAsync(
        ApiPath collection, string? labelSelector, string resourceVersion, CancellationToken cancellationToken) =>
        Watches(collection, resourceVersion).ToAsyncEnumerable();

    public async Task<Outcome<JsonNode>> GetRawAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(
            new FakeRequest("RAW", new ApiPath("", path), null, false),
            () => Served is { } served && path is "/api" or "/apis"
                ? Discovery(served.Where(resource => (path == "/api") == (resource.Group.Length == 0)))
                : new JsonObject { ["gitVersion"] = "v1.33.1" },
            cancellationToken);
        return answer.TryGet(out var node, out var fault) ? node : fault;
    }

    private static JsonObject Discovery(IEnumerable<(string Plural, string Group)> served) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["items"] = new JsonArray([.. served.GroupBy(resource => resource.Group).Select(group => new JsonObject
        {
            ["metadata"] = group.Key.Length == 0 ? [] : new JsonObject { ["name"] = group.Key },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["version"] = "v1",
                ["freshness"] = "Current",
                ["resources"] = new JsonArray([.. group.Select(resource => new JsonObject
                {
                    ["resource"] = resource.Plural,
                    ["scope"] = "Namespaced",
                    ["responseKind"] = new JsonObject
                    {
                        ["kind"] = WorkspaceBackup.Velero.Verdicts.BuiltInResources.All
                            .FirstOrDefault(known => (known.Plural, known.Group) == (resource.Plural, resource.Group))?.Kind,
                    },
                })]),
            }),
        })]),
    };

    private async Task<Outcome<JsonObject>> AnswerAsync(
        FakeRequest request, Func<Outcome<JsonObject>> handle, CancellationToken cancellationToken)
    {
        // Never synchronously: a caller that holds on to the first answer would go unseen.
        await Task.Yield();
        if (request.Path.Resource is "selfsubjectaccessreviews" or "serverstatusrequests")
        {
            Questions.Enqueue(request);
            return FailedQuestions.TryGetValue(request.Path.Resource, out var failure)
                ? Fault(failure)
                : Answer(request);
        }

        Requests.Enqueue(request);
        if (cancellationToken.IsCancellationRequested)
        {
            return Fault(FaultKind.Cancelled);
        }

        if (Fails(request) is { } kind)
        {
            return Fault(kind);
        }

        Outcome<JsonObject> answer;
        lock (_lock)
        {
            answer = handle();
        }

        return LosesAnswer(request) is { } lost ? Fault(lost) : answer;
    }

    private JsonObject Answer(FakeRequest request)
    {
        if (request.Path.Resource == "selfsubjectaccessreviews")
        {
            var asked = request.Body!["spec"]!["resourceAttributes"]!;
            return new JsonObject
            {
                ["status"] = new JsonObject { ["allowed"] = !Denied.Contains($"{asked["verb"]} {asked["resource"]}") },
            };
        }

        return VeleroVersion is null || request.Verb == "POST"
            ? new JsonObject { ["metadata"] = new JsonObject { ["uid"] = "a-request" } }
            : new JsonObject
            {
                ["status"] = new JsonObject
                {
                    ["phase"] = "Processed",
                    ["serverVersion"] = VeleroVersion,
                    ["plugins"] = new JsonArray(
                        Plugin("RestoreItemAction", "velero.io/pod"),
                        Plugin("ObjectStore", "velero.io/aws"),
                        Plugin("ObjectStore", "velero.io/aws")),
                },
            };
    }

    private static JsonObject Plugin(string kind, string name) => new() { ["kind"] = kind, ["name"] = name };

    private Fault Fault(FaultKind kind, string? words = null) => new(kind, Name, words ?? Words);

    private JsonObject Put(ApiPath path, JsonObject body)
    {
        lock (_lock)
        {
            var version = ++_version;
            body["metadata"]!["uid"] ??= $"object-{version}";
            body["metadata"]!["resourceVersion"] = $"{version}";
            return _objects[path.ToString()] = body;
        }
    }

    private Fault? Admit(JsonObject schedule)
    {
        var unknown = Unknown.Where(path => Parent(schedule, path, out var name)?.ContainsKey(name) == true).ToList();
        if (IsStrict && unknown.Count > 0)
        {
            return Fault(FaultKind.Invalid, "strict decoding error: "
                + string.Join(", ", unknown.Select(path => $"unknown field \"{path}\"")));
        }

        foreach (var path in unknown)
        {
            Parent(schedule, path, out var name)!.Remove(name);
        }

        Mutates(schedule);
        return null;
    }

    private static JsonObject? Parent(JsonObject root, string path, out string name)
    {
        var segments = path.Split('.');
        name = segments[^1];
        JsonNode? node = root;
        foreach (var segment in segments[..^1])
        {
            node = (node as JsonObject)?[segment];
        }

        return node as JsonObject;
    }

    /// <summary>What Velero's schedule controller does, in one write.</summary>
    private void Reconcile(JsonObject schedule)
    {
        var spec = (JsonObject)schedule["spec"]!;
        if (!HasVelero || (bool?)spec["paused"] == true)
        {
            return;
        }

        var error = Refuses((string)spec["schedule"]!);
        if (!Unknown.Contains("spec.skipImmediately"))
        {
            spec["skipImmediately"] = false;
        }

        schedule["status"] = error is null
            ? new JsonObject { ["phase"] = "Enabled" }
            : new JsonObject { ["phase"] = "FailedValidation", ["validationErrors"] = new JsonArray(error) };
        schedule["metadata"]!["resourceVersion"] = $"{++_version}";
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject existing ? (JsonObject)existing.DeepClone() : [];
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                result.Remove(key);
            }
            else
            {
                result[key] = Merge(result[key], value);
            }
        }

        return result;
    }
}
