using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace AcceptanceTests.Harness;

/// <summary>
/// One of the clusters the tests run against, seen through Kubernetes' own client: the witness for what the provider
/// says it did, and the hand that edits behind its back.
/// </summary>
internal sealed class TestCluster : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder;

    public TestCluster(string folder, string name)
    {
        _folder = Path.Combine(folder, name);
        Name = name;
        KubeconfigPath = Path.Combine(folder, "kubeconfig");
        Api = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath, name))
        {
            HttpClient = { Timeout = Limit },
        };
    }

    public string Name { get; }

    /// <summary>Holds all clusters; the context is <see cref="Name"/>.</summary>
    public string KubeconfigPath { get; }

    public IKubernetes Api { get; }

    public Uri Url => new(Read("url"));

    /// <summary>PEM.</summary>
    public string CertificateAuthority => Read("ca.crt");

    /// <summary>An administrator's certificate and key, PEM.</summary>
    public (string Certificate, string Key) ClientCertificate => (Read("admin.crt"), Read("admin.key"));

    /// <param name="user">
    /// <c>admin</c>; <c>operator</c> and <c>reader</c>, who may what <c>examples/rbac</c> allows for apply and for
    /// plan; or <c>nobody</c>, who may do nothing.
    /// </param>
    public string Token(string user = "admin") => Read($"{user}.token");

    /// <summary>An element of the provider's <c>clusters</c> that connects here.</summary>
    public JsonObject Connection(Uri? through = null, string user = "admin") => new()
    {
        ["host"] = (through ?? Url).ToString().TrimEnd('/'),
        ["cluster_ca_certificate"] = CertificateAuthority,
        ["token"] = Token(user),
    };

    /// <summary>Creates those that do not exist.</summary>
    public async Task HasNamespacesAsync(params string[] names)
    {
        var existing = (await Api.CoreV1.ListNamespaceAsync()).Items.Select(found => found.Metadata.Name).ToHashSet();
        foreach (var name in names.Where(name => !existing.Contains(name)))
        {
            await Api.CoreV1.CreateNamespaceAsync(new() { Metadata = new() { Name = name } });
        }
    }

    /// <summary>Gives a namespace, made if need be, labels; null takes one away.</summary>
    public async Task LabelNamespaceAsync(string name, JsonObject labels)
    {
        await HasNamespacesAsync(name);
        await Api.CoreV1.PatchNamespaceAsync(
            new V1Patch(
                new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } }.ToJsonString(), V1Patch.PatchType.MergePatch),
            name);
    }

    /// <summary>The uid by which the provider tells clusters apart.</summary>
    public async Task<string> UidAsync() => (await Api.CoreV1.ReadNamespaceAsync("kube-system")).Metadata.Uid;

    /// <summary>Null when there is none.</summary>
    public async Task<JsonObject?> ScheduleAsync(string name)
    {
        try
        {
            return await Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
                "velero.io", "v1", "velero", "schedules", name);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Waits until an object of Velero's is as told, and returns it so.</summary>
    public async Task<JsonObject> UntilAsync(
        string plural, string name, Func<JsonObject, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        var events = Api.CustomObjects.WatchListNamespacedCustomObjectAsync(
            "velero.io", "v1", "velero", plural, fieldSelector: $"metadata.name={name}",
            cancellationToken: limit.Token);
        await foreach (var (_, item) in events)
        {
            var found = JsonSerializer.SerializeToNode(item)!.AsObject();
            if (condition(found))
            {
                return found;
            }
        }

        throw new TimeoutException($"{plural} {name} on {Name} did not get there");
    }

    public Task CreateScheduleAsync(string name, JsonObject spec) => CreateAsync("Schedule", "schedules", name, spec);

    /// <summary>As <c>kubectl create</c> does.</summary>
    public Task CreateAsync(string kind, string plural, string name, JsonObject spec, JsonObject? status = null)
    {
        var created = new JsonObject
        {
            ["apiVersion"] = "velero.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "velero" },
            ["spec"] = spec,
        };
        if (status is not null)
        {
            created["status"] = status;
        }

        return Api.CustomObjects.CreateNamespacedCustomObjectAsync(
            created, "velero.io", "v1", "velero", plural, fieldManager: "kubectl-create");
    }

    /// <summary>Waits until the API server answers for kinds whose definitions were just made.</summary>
    public async Task UntilServedAsync(params string[] plurals)
    {
        using var limit = new CancellationTokenSource(Limit);
        foreach (var plural in plurals)
        {
            while (!await IsServedAsync(plural, limit.Token))
            {
                limit.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Stores a Backup with the labels, annotations and status that Velero would have left it with.</summary>
    public Task CreateBackupAsync(
        string name, JsonObject labels, JsonObject annotations, JsonObject status, params string[] namespaces) =>
        Api.CustomObjects.CreateNamespacedCustomObjectAsync(
            new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "Backup",
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["namespace"] = "velero",
                    ["labels"] = labels,
                    ["annotations"] = annotations,
                },
                ["spec"] = new JsonObject
                {
                    ["storageLocation"] = "default",
                    ["ttl"] = "720h0m0s",
                    ["includedNamespaces"] = new JsonArray([.. namespaces.Select(name => (JsonNode)name)]),
                },
                ["status"] = status,
            },
            "velero.io", "v1", "velero", "backups", fieldManager: "velero-server");

    /// <summary>As <c>kubectl edit</c> does.</summary>
    public Task EditScheduleAsync(string name, JsonObject mergePatch) =>
        Api.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch(mergePatch.ToJsonString(), V1Patch.PatchType.MergePatch),
            "velero.io", "v1", "velero", "schedules", name, fieldManager: "kubectl-edit");

    /// <summary>As <c>kubectl edit</c> does.</summary>
    public Task EditAsync(string plural, string name, JsonObject mergePatch) =>
        Api.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch(mergePatch.ToJsonString(), V1Patch.PatchType.MergePatch),
            "velero.io", "v1", "velero", plural, name, fieldManager: "kubectl-edit");

    public Task DeleteAsync(string plural, string name) =>
        Api.CustomObjects.DeleteNamespacedCustomObjectAsync("velero.io", "v1", "velero", plural, name);

    /// <summary>As <c>kubectl get</c> lists them.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string plural, string? labelSelector = null)
    {
        var listed = await Api.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            "velero.io", "v1", "velero", plural, labelSelector: labelSelector);
        return [.. listed["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    /// <summary>
    /// Waits until there is an object of Velero's with these labels: as long as a run of Terraform may take.
    /// </summary>
    public async Task<JsonObject> FirstAsync(
        string plural, string labelSelector, Func<JsonObject, bool>? condition = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var events = Api.CustomObjects.WatchListNamespacedCustomObjectAsync(
            "velero.io", "v1", "velero", plural, labelSelector: labelSelector, cancellationToken: limit.Token);
        await foreach (var (type, item) in events)
        {
            var found = JsonSerializer.SerializeToNode(item)!.AsObject();
            if (condition is null || (type != WatchEventType.Deleted && condition(found)))
            {
                return found;
            }
        }

        throw new TimeoutException($"{plural} with {labelSelector} on {Name} did not come");
    }

    public Task DeleteScheduleAsync(string name) =>
        Api.CustomObjects.DeleteNamespacedCustomObjectAsync("velero.io", "v1", "velero", "schedules", name);

    public void Dispose() => Api.Dispose();

    private async Task<bool> IsServedAsync(string plural, CancellationToken cancellationToken)
    {
        try
        {
            await Api.CustomObjects.ListClusterCustomObjectAsync(
                "velero.io", "v1", plural, cancellationToken: cancellationToken);
            return true;
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
