using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;
using WorkspaceBackup.Velero.Verdicts;

namespace VeleroSandbox.Velero;

/// <summary>
/// The Velero server of one cluster. It reacts to objects as the real one does, dangerous ways included, and can be
/// switched off, restarted and told how its backups end.
/// </summary>
public sealed class VeleroServer
{
    internal const string Manager = "velero-server";

    private readonly SandboxCluster _cluster;
    private readonly SandboxClock _clock;
    private readonly ReactionQueue _reactions;
    private readonly Dictionary<string, Controller> _controllers;
    private readonly UndecodableObjects _undecodable = new();
    private readonly List<string> _errors = [];
    private bool _skipFlag;
    private int _generation;

    internal VeleroServer(
        SandboxCluster cluster, SandboxOptions options, SandboxClock clock, BucketStore buckets,
            BucketFiles files, ReactionQueue reactions)
    {
        _cluster = cluster;
        _clock = clock;
        _reactions = reactions;
        Namespace = options.VeleroNamespace;
        Version = "v" + (options.VeleroVersion ?? "").TrimStart('v');
        Installed = options.VeleroVersion is not null || options.CrdFolder is not null;
        StartsWithCluster = options.RunVelero;
        RunTime = options.RunTime;
        HasDefaultLocation = options.DefaultLocation;
        Buckets = buckets;
        Files = files;
        Locations = new LocationController(this);
        Backups = new BackupController(this);
        Controller[] controllers =
        [
            Locations,
            new ScheduleController(this),
            Backups,
            new RestoreController(this),
            new DeleteBackupController(this),
            new ServerStatusController(this),
            new DownloadController(this),
        ];
        _controllers = controllers.ToDictionary(controller => controller.Resource, StringComparer.Ordinal);
        Sync = new BackupSync(this);
        Garbage = new GarbageCollector(this);
    }

    /// <summary>Whether a server runs. Without one, objects are stored and nothing happens to them.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What it answers a ServerStatusRequest with, <c>v1.18.1</c>, and whose rules it follows.</summary>
    public string Version { get; set; }

    /// <summary>How long backups and restores take on the clock. Zero: they end as soon as they begin.</summary>
    public TimeSpan RunTime { get; set; }

    /// <summary>The server's <c>--default-backup-ttl</c>.</summary>
    public TimeSpan DefaultBackupTtl { get; set; } = TimeSpan.FromHours(720);

    /// <summary>
    /// The server's <c>--schedule-skip-immediately</c>, read at its start. It holds for the first schedule only, as
    /// the real server forgets it then (velero-facts 7).
    /// </summary>
    public bool ScheduleSkipImmediately { get; set; }

    /// <summary>How a backup ends; by default Completed. Given the Backup object.</summary>
    public Func<JsonObject, BackupOutcome> OnBackup { get; set; } = _ => BackupOutcome.Completed;

    /// <summary>How a restore ends; by default Completed. Given the Restore object.</summary>
    public Func<JsonObject, BackupOutcome> OnRestore { get; set; } = _ => BackupOutcome.Completed;

    /// <summary>What goes wrong with files that are asked for.</summary>
    public DownloadFault Downloads { get; set; }

    /// <summary>Errors that a DeleteBackupRequest ends with half way, leaving the Backup in phase Deleting.</summary>
    public Func<string, IReadOnlyList<string>> OnDelete { get; set; } = _ => [];

    /// <summary>What went wrong inside the server and shows in no object: its log's errors.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    internal string Namespace { get; }

    internal bool Installed { get; }

    internal bool StartsWithCluster { get; }

    internal bool HasDefaultLocation { get; }

    internal BucketStore Buckets { get; }

    internal BucketFiles Files { get; }

    internal LocationController Locations { get; }

    internal BackupController Backups { get; }

    internal BackupSync Sync { get; }

    internal GarbageCollector Garbage { get; }

    internal SandboxCluster Cluster => _cluster;

    internal ObjectRegistry Registry => _cluster.Registry;

    internal DateTimeOffset Now => _cluster.Time.GetUtcNow();

    /// <summary>What lies in the bucket of each restore, by its name.</summary>
    internal Dictionary<string, RestoredFiles> Restored { get; } = new(StringComparer.Ordinal);

    /// <summary>A build that names no version follows the newest rules.</summary>
    internal VeleroRelease Release =>
        VeleroRelease.TryParse(Version, out var release) ? release : VeleroRelease.Distinct[^1];

    /// <summary>
    /// Starts the server: backups that were in progress are failed, everything there is is looked at, and the once-a-minute ticks
    /// begin.
    /// </summary>
    public void Start()
    {
        lock (_clock.Gate)
        {
            if (IsRunning || !Installed)
            {
                return;
            }

            IsRunning = true;
            _skipFlag = ScheduleSkipImmediately;
            var generation = ++_generation;
            if (_undecodable.Any("schedules"))
            {
                // Its caches never fill, and it gives up.
                Later(TimeSpan.FromMinutes(2), Stop);
                return;
            }

            FailWhatWasRunning();
            Backups.Queue.Restart();
            foreach (var controller in _controllers.Values)
            {
                Resync(controller);
            }

            _reactions.Add(() => Guarded(generation, Garbage.Run));
            Every(TimeSpan.FromMinutes(1), generation, Tick);

            // Between the ticks: the real sync keeps a time of its own.
            Later(TimeSpan.FromSeconds(30), () =>
            {
                Every(TimeSpan.FromMinutes(1), generation, Sync.Run);
                Sync.Run();
            });
            Every(TimeSpan.FromHours(1), generation, Garbage.Run);
        }
    }

    /// <summary>Stops the server. What it was working on stays as it is.</summary>
    public void Stop()
    {
        lock (_clock.Gate)
        {
            IsRunning = false;
            _generation++;
        }
    }

    /// <summary>Stops and starts it.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Whether an object with a bad duration keeps the server from seeing any of this kind.</summary>
    public bool IsBlindTo(string resource) => _undecodable.Any(resource);

    internal ResourceType TypeOf(string resource) => Registry.Catalog.Get("velero.io/v1", resource);

    /// <summary>None where the definition is gone: with it went the objects, and what was still to be done to them.</summary>
    internal IEnumerable<StoredObject> All(string resource) =>
        Registry.Catalog.Find("velero.io/v1", resource) is { } type ? Registry.Store.All(type, Namespace) : [];

    internal StoredObject? Find(string resource, string name) => Registry.Store.Get(TypeOf(resource), Namespace, name);

    /// <summary>Told of every write to the cluster's store, under its gate.</summary>
    internal void Observe(StoredEvent change)
    {
        if (change.Type.Group != "velero.io" || change.After.Namespace != Namespace)
        {
            return;
        }

        var resource = change.Type.Plural;
        var sighted = _undecodable.Observe(change);
        if (!_controllers.TryGetValue(resource, out var controller))
        {
            return;
        }

        if (sighted)
        {
            _reactions.Add(() => Resync(controller));
        }

        if (!change.Deleted)
        {
            _reactions.Add(() => React(controller, change.After));
        }
        else if (resource == "schedules")
        {
            _reactions.Add(() => CollectOwned(change.After.Uid));
        }
    }

    private void FailWhatWasRunning()
    {
        foreach (var item in All("backups").Where(item => item.Phase == "InProgress").ToList())
        {
            Change(item, backup =>
            {
                backup.Make("status")["phase"] = "Failed";
                backup.Make("status")["failureReason"] =
                    "found a backup with status \"InProgress\" during the server starting, mark it as \"Failed\"";
                backup.Make("status")["completionTimestamp"] = Now.ToKubernetesTime();
            });
        }
    }

    // Kubernetes' own garbage collection, which needs no Velero (velero-facts 14).
    private void CollectOwned(string uid)
    {
        foreach (var backup in All("backups")
            .Where(item => item.Read().At("metadata", "ownerReferences") is JsonArray owners
                && owners.Any(owner => owner.Text("uid") == uid))
            .ToList())
        {
            Delete("backups", backup.Name);
        }
    }

    /// <summary>Of a cluster that is gone.</summary>
    internal void Forget() => _undecodable.Clear();

    internal void Install()
    {
        if (!Installed)
        {
            return;
        }

        _cluster.Create("deployments", VeleroObjects.Deployment(Version, Namespace), "velero-install");
        if (HasDefaultLocation)
        {
            Buckets.Make("aws", "backups");
            var location = VeleroObjects.DefaultLocation(_cluster.Name);
            if (!StartsWithCluster)
            {
                // Nobody here would validate it.
                location["status"] = new JsonObject
                {
                    ["phase"] = "Available",
                    ["lastValidationTime"] = Now.ToKubernetesTime(),
                };
            }

            _cluster.Create("backupstoragelocations", location, "velero-install");
        }
    }

    /// <summary>
    /// Changes an object as Velero does: by a merge of what the action changed, without a precondition.
    /// </summary>
    /// <returns>The object now; null when it is gone or the API refused.</returns>
    internal StoredObject? Change(StoredObject item, Action<JsonObject> change)
    {
        var type = TypeOf(ResourceOf(item));
        try
        {
            Registry.Patch(new WriteRequest(type, item.Namespace, item.Name, Manager), before =>
            {
                change(before);
                return before;
            });
        }
        catch (ApiException refused)
        {
            Log(refused.Message);
            return null;
        }

        return Registry.Store.Get(type, item.Namespace, item.Name);
    }

    internal bool Create(string resource, JsonObject value)
    {
        var type = TypeOf(resource);
        value["apiVersion"] = type.GroupVersion;
        value["kind"] = type.Kind;
        try
        {
            Registry.Create(new WriteRequest(type, Namespace, "", Manager), value);
            return true;
        }
        catch (ApiException refused)
        {
            Log(refused.Message);
            return false;
        }
    }

    internal void Delete(string resource, string name)
    {
        try
        {
            Registry.Delete(new WriteRequest(TypeOf(resource), Namespace, name, Manager), null, null);
        }
        catch (ApiException refused)
        {
            Log(refused.Message);
        }
    }

    internal bool TakeSkipFlag()
    {
        var flag = _skipFlag;
        _skipFlag = false;
        return flag;
    }

    /// <summary>Does something later, if this server still runs then.</summary>
    internal void Later(TimeSpan delay, Action action)
    {
        var generation = _generation;
        _clock.Schedule(_clock.GetUtcNow() + delay, () => Guarded(generation, action));
    }

    internal void Log(string error)
    {
        lock (_errors)
        {
            _errors.Add(error);
        }
    }

    private static string ResourceOf(StoredObject item) => item.Read().Text("kind") switch
    {
        "Schedule" => "schedules",
        "Backup" => "backups",
        "Restore" => "restores",
        "BackupStorageLocation" => "backupstoragelocations",
        "DeleteBackupRequest" => "deletebackuprequests",
        "ServerStatusRequest" => "serverstatusrequests",
        "DownloadRequest" => "downloadrequests",
        var other => throw new ArgumentException($"no controller for {other}", nameof(item)),
    };

    private void Tick()
    {
        Locations.Tick();
        Backups.Queue.Look();
        ((ScheduleController)_controllers["schedules"]).Tick();
    }

    private void Every(TimeSpan period, int generation, Action action) =>
        _clock.Schedule(_clock.GetUtcNow() + period, () => Guarded(generation, () =>
        {
            Every(period, generation, action);
            action();
        }));

    private void Guarded(int generation, Action action)
    {
        if (generation == _generation && IsRunning)
        {
            action();
        }
    }

    private void React(Controller controller, StoredObject seen)
    {
        // The cache shows the newest state, not that of the event.
        if (IsRunning && !_undecodable.Any(controller.Resource) && Find(controller.Resource, seen.Name) is { } now)
        {
            controller.Reconcile(now);
        }
    }

    private void Resync(Controller controller)
    {
        foreach (var item in All(controller.Resource).ToList())
        {
            _reactions.Add(() => React(controller, item));
        }
    }
}
