using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VeleroSandbox.Access;
using VeleroSandbox.Api;
using VeleroSandbox.Faults;
using VeleroSandbox.Json;
using VeleroSandbox.Network;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;
using VeleroSandbox.Velero;

namespace VeleroSandbox;

/// <summary>One cluster of a sandbox. Its objects can be read and written here without HTTP.</summary>
public sealed class SandboxCluster : IDisposable
{
    private readonly ClusterTime _time;
    private readonly SandboxOptions _options;
    private bool _down;

    internal SandboxCluster(
        string name, SandboxOptions options, SandboxClock clock, BucketStore buckets, BucketFiles files,
        ReactionQueue reactions)
    {
        Name = name;
        Uid = UidOf(name);
        _options = options;
        _time = new ClusterTime(clock);
        Certificates = new ClusterCertificates(name);
        Registry = new ObjectRegistry(new ObjectStore(), new ResourceCatalog(), _time, IsModern);
        Access.Allow(AdminToken, "admin", AccessRule.Everything);
        Access.Allow(NobodyToken, "nobody");
        if (options.RbacFolder is not null)
        {
            Access.Allow(OperatorToken, "operator", RbacReader.RulesOf("workspace-backup-apply", options.RbacFolder));
            Access.Allow(ReaderToken, "reader", RbacReader.RulesOf("workspace-backup-plan", options.RbacFolder));
        }

        Velero = new VeleroServer(this, options, clock, buckets, files, reactions);
        Registry.Store.Written = Observe;
        Faults.Changed = ApplyConnectionFaults;
        Handler = new ApiHandler(this);
        Populate();
    }

    public string Name { get; }

    /// <summary>
    /// The uid of <c>kube-system</c>: the cluster's identity, the same for a name in every sandbox until it is rebuilt.
    /// </summary>
    public string Uid { get; private set; }

    public Uri Url => new($"https://127.0.0.1:{Gate.EndPoint.Port}/");

    /// <summary>A token that may do everything.</summary>
    public string AdminToken => $"admin-{Name}";

    /// <summary>
    /// A token that may do what the manifests allow for <c>terraform apply</c>; see <see
    /// cref="SandboxOptions.RbacFolder"/>.
    /// </summary>
    public string OperatorToken => $"operator-{Name}";

    /// <summary>A token that may do what the manifests allow for <c>terraform plan</c>.</summary>
    public string ReaderToken => $"reader-{Name}";

    /// <summary>A token that may do nothing until <see cref="Access"/> says more.</summary>
    public string NobodyToken => $"nobody-{Name}";

    public ClusterCertificates Certificates { get; }

    public AccessControl Access { get; } = new();

    public RequestLog Requests { get; } = new();

    public FaultSet Faults { get; } = new();

    public VeleroServer Velero { get; }

    /// <summary>How far this cluster's clock is ahead of the sandbox's.</summary>
    public TimeSpan ClockSkew
    {
        get => _time.Skew;
        set => _time.Skew = value;
    }

    /// <summary>
    /// The clock that answers carry (<c>Date</c>), before <see cref="ClockSkew"/>; null: the sandbox's. For a client whose own
    /// clock goes by itself.
    /// </summary>
    public Func<DateTimeOffset>? AnswerTime { get; set; }

    /// <summary>
    /// Whether lists that may be old (<c>resourceVersion=0</c>) are served from the cache, whole; without it they come in
    /// pages, as while the cache of an API server is being filled.
    /// </summary>
    public bool HasCache { get; set; } = true;

    /// <summary>What new connections are served with.</summary>
    public ServerCertificateKind ServerCertificate { get; set; }

    public int KubernetesMinor => _options.KubernetesMinor;

    internal bool IsModern => KubernetesMinor >= 25;

    internal TimeProvider Time => _time;

    internal DateTimeOffset AnsweredAt => AnswerTime is { } clock ? clock() + ClockSkew : _time.GetUtcNow();

    internal ObjectRegistry Registry { get; }

    internal ConnectionGate Gate { get; } = new();

    internal ApiHandler Handler { get; }

    /// <summary>An object, or null.</summary>
    /// <param name="resource">The plural: <c>schedules</c>.</param>
    /// <param name="namespace">Velero's unless given; ignored for cluster-scoped resources.</param>
    public JsonObject? Get(string resource, string name, string? @namespace = null)
    {
        var type = TypeOf(resource);
        return Registry.Store.Get(type, NamespaceOf(type, @namespace), name)?.Read();
    }

    /// <summary>All objects of a kind in a namespace, in order of name.</summary>
    public IReadOnlyList<JsonObject> List(string resource, string? @namespace = null)
    {
        var type = TypeOf(resource);
        return [.. Registry.Store.All(type, type.Namespaced ? NamespaceOf(type, @namespace) : null)
            .Select(item => item.Read())];
    }

    /// <summary>How many objects of a kind there are, in all namespaces.</summary>
    public int Count(string resource) => Registry.Store.All(TypeOf(resource)).Count();

    /// <summary>Creates an object as a user would, with all checks.</summary>
    /// <param name="object">
    /// Without apiVersion and kind, if need be; the namespace is Velero's unless it names one.
    /// </param>
    /// <exception cref="InvalidOperationException">The API refused it.</exception>
    public JsonObject Create(string resource, JsonObject @object, string manager = "test")
    {
        var type = TypeOf(resource);
        @object["apiVersion"] ??= type.GroupVersion;
        @object["kind"] ??= type.Kind;
        var request = Request(type, "", @object.Text("metadata", "namespace"), manager);
        return Checked(() => Registry.Create(request, @object).Object);
    }

    /// <summary>
    /// Stores a new object as it is, quickly: nothing is checked and no manager owns its fields. For thousands of objects
    /// with a past, such as backups with a status.
    /// </summary>
    public void Seed(string resource, JsonObject @object)
    {
        var type = TypeOf(resource);
        Registry.Seed(type, NamespaceOf(type, null), @object);
    }

    /// <summary>Changes an object by a JSON merge patch, as <c>kubectl edit</c> would.</summary>
    /// <exception cref="InvalidOperationException">The API refused it.</exception>
    public JsonObject Patch(
        string resource, string name, JsonObject patch, string manager = "kubectl-edit", string? @namespace = null)
    {
        var request = Request(TypeOf(resource), name, @namespace, manager);
        return Checked(() => Registry.Patch(request, before => JsonMergePatch.Apply(before, patch)).Object);
    }

    /// <exception cref="InvalidOperationException">The API refused it.</exception>
    public void Delete(string resource, string name, string? @namespace = null)
    {
        var request = Request(TypeOf(resource), name, @namespace, "test");
        Checked(() => Registry.Delete(request, uid: null, resourceVersion: null).Object);
    }

    /// <summary>Makes a namespace, with labels if need be.</summary>
    public void CreateNamespace(string name, params IEnumerable<KeyValuePair<string, string>> labels) =>
        Create("namespaces", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject(
                    labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            },
        });

    /// <summary>Stops listening and resets all connections: the cluster is down.</summary>
    public void GoDown()
    {
        _down = true;
        Gate.Close();
    }

    /// <summary>Ends <see cref="GoDown"/>.</summary>
    public void ComeBack()
    {
        _down = false;
        ApplyConnectionFaults();
    }

    /// <summary>Another cluster in the same place: all objects are gone, and it has another uid.</summary>
    public void Rebuild()
    {
        var ran = Velero.IsRunning;
        Velero.Stop();
        Registry.Store.Clear();
        Velero.Forget();
        Uid = Guid.NewGuid().ToString();
        Populate();
        if (ran)
        {
            Velero.Start();
        }
    }

    public void Dispose() => Certificates.Dispose();

    internal ResourceType TypeOf(string resource) =>
        Registry.Catalog.Types.FirstOrDefault(type => type.Plural == resource)
        ?? throw new ArgumentException($"no resource {resource} on cluster {Name}", nameof(resource));

    internal WriteRequest Request(ResourceType type, string name, string? @namespace, string manager) =>
        new(type, NamespaceOf(type, @namespace), name, manager);

    private string NamespaceOf(ResourceType type, string? @namespace) =>
        type.Namespaced ? @namespace ?? _options.VeleroNamespace : "";

    private static JsonObject Checked(Func<JsonObject> write)
    {
        try
        {
            return write();
        }
        catch (ApiException refused)
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
    }

    private void ApplyConnectionFaults()
    {
        if (_down || Faults.IsOn(FaultKind.Refused))
        {
            Gate.Close();
        }
        else
        {
            Gate.Open();
            if (Faults.IsOn(FaultKind.TlsFailure))
            {
                Gate.Abort();
            }
        }
    }

    private void Observe(StoredEvent change)
    {
        if (change.Type.Plural == "customresourcedefinitions")
        {
            if (change.Deleted)
            {
                Registry.Forget(Registry.Catalog.Undefine(change.After.Read()));
            }
            else
            {
                Registry.Catalog.Define(change.After.Read());
            }
        }

        Velero.Observe(change);
    }

    private void Populate()
    {
        CreateNamespace("default");
        CreateNamespace("kube-system");
        if (Velero.Installed)
        {
            CreateNamespace(_options.VeleroNamespace);
        }

        foreach (var name in _options.Namespaces)
        {
            CreateNamespace(name);
        }

        SetUid();
        foreach (var crd in ResourceCatalog.Definitions(_options.VeleroVersion, _options.CrdFolder))
        {
            var definition = (JsonObject)crd.DeepClone();
            BuiltIn.BeforeCreate(TypeOf("customresourcedefinitions"), definition);
            Seed("customresourcedefinitions", definition);
        }

        Velero.Install();
    }

    // The registry hands out random uids; this one is the cluster's identity.
    private void SetUid()
    {
        var type = Registry.Catalog.Namespaces;
        var before = Registry.Store.Get(type, "", "kube-system")!;
        var after = before.Read();
        after.Make("metadata")["uid"] = Uid;
        after.Make("metadata")["resourceVersion"] = $"{Registry.Store.NextRevision()}";
        lock (Registry.Store.Gate)
        {
            Registry.Store.Put(type, before, StoredObject.Of(after));
        }
    }

    private static string UidOf(string name) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("kube-system of " + name)).AsSpan(0, 16)).ToString();
}
