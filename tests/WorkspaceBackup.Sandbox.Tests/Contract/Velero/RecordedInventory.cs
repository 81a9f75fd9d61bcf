using System.Text.Json.Nodes;
using VeleroSandbox.Json;
using VeleroSandbox.Schemas;
using VeleroSandbox.Storage;

namespace VeleroSandbox.Tests.Contract.Velero;

/// <summary>
/// What was on the cluster that the recorded servers ran on. A kube-apiserver 1.20 serves 28 namespaced resources that
/// Velero can list, and Velero 13: a list that cannot succeed fails 41 times.
/// </summary>
internal static class RecordedInventory
{
    private static readonly string[] s_definedByVelero =
    [
        "BackupRepository backuprepositories", "DataDownload datadownloads", "DataUpload datauploads",
        "PodVolumeBackup podvolumebackups", "PodVolumeRestore podvolumerestores",
    ];

    /// <summary>Those the sandbox does not serve by itself.</summary>
    public static IReadOnlyList<ResourceType> Kinds { get; } =
    [
        new("", "v1", "endpoints", "Endpoints", true),
        new("", "v1", "limitranges", "LimitRange", true),
        new("", "v1", "podtemplates", "PodTemplate", true),
        new("", "v1", "replicationcontrollers", "ReplicationController", true),
        new("", "v1", "resourcequotas", "ResourceQuota", true),
        new("", "v1", "nodes", "Node", false),
        new("apps", "v1", "controllerrevisions", "ControllerRevision", true),
        new("apps", "v1", "replicasets", "ReplicaSet", true),
        new("autoscaling", "v1", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true),
        new("batch", "v1", "jobs", "Job", true),
        new("batch", "v1beta1", "cronjobs", "CronJob", true),
        new("coordination.k8s.io", "v1", "leases", "Lease", true),
        new("discovery.k8s.io", "v1beta1", "endpointslices", "EndpointSlice", true),
        new("extensions", "v1beta1", "ingresses", "Ingress", true),
        new("networking.k8s.io", "v1", "ingresses", "Ingress", true),
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true),
        new("policy", "v1beta1", "poddisruptionbudgets", "PodDisruptionBudget", true),
        new("rbac.authorization.k8s.io", "v1", "roles", "Role", true),
        new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true),
        new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false),
        new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", false),
        new("apiregistration.k8s.io", "v1", "apiservices", "APIService", false),
        new("flowcontrol.apiserver.k8s.io", "v1beta1", "flowschemas", "FlowSchema", false),
        new("flowcontrol.apiserver.k8s.io", "v1beta1", "prioritylevelconfigurations", "PriorityLevelConfiguration", false),
        new("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", false),
    ];

    /// <summary>Objects that came and went while the servers were asked, and so prove nothing.</summary>
    public static bool IsPassing(string kind) =>
        kind is "velero.io/v1/Backup" or "velero.io/v1/Restore" or "velero.io/v1/DownloadRequest";

    public static bool IsPassing(string kind, string name) => IsPassing(kind)
        || (kind == "apiextensions.k8s.io/v1/CustomResourceDefinition"
            && name is "backups.velero.io" or "restores.velero.io" or "downloadrequests.velero.io");

    /// <summary>Puts all that a recording names into a sandbox.</summary>
    public static void Fill(SandboxCluster cluster, VeleroRecording recording)
    {
        foreach (var definition in s_definedByVelero.Select(text => text.Split(' ')))
        {
            cluster.Create("customresourcedefinitions", Definition(definition[0], definition[1]));
        }

        foreach (var (name, labels) in RecordedCluster.Namespaces)
        {
            if (cluster.Get("namespaces", name) is null)
            {
                cluster.CreateNamespace(name, labels);
            }
        }

        foreach (var (_, body) in Requests("velero"))
        {
            if (body.Text("kind") != "Namespace")
            {
                cluster.Create(PluralOf(cluster, body), body);
            }
        }

        foreach (var (kind, name) in Named(recording))
        {
            Add(cluster, kind, name);
        }

        cluster.Delete("customresourcedefinitions", "volumesnapshotclasses.snapshot.storage.k8s.io");
        if (!Named(recording).Contains(("apps/v1/Deployment", "velero/velero")))
        {
            cluster.Delete("deployments", "velero");
        }
    }

    /// <summary>What a cluster needs to be like the recorded one, as requests.</summary>
    public static IEnumerable<(string Path, JsonObject Body)> Requests(string velero)
    {
        foreach (var @namespace in (string[])["app", "db", "empty", "kept-out"])
        {
            yield return ("/api/v1/namespaces", new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject
                {
                    ["name"] = @namespace,
                    ["labels"] = @namespace == "kept-out"
                        ? new JsonObject { ["velero.io/exclude-from-backup"] = "true" }
                        : new JsonObject(),
                },
            });
        }

        foreach (var @namespace in (string[])["app", "db", "kept-out"])
        {
            foreach (var (kind, plural, name, label) in ((string, string, string, string?)[])
            [
                ("ConfigMap", "configmaps", "a", "web"), ("ConfigMap", "configmaps", "b", "api"),
                ("Secret", "secrets", "a", "web"), ("Secret", "secrets", "b", "api"),
                ("PersistentVolumeClaim", "persistentvolumeclaims", "data", "web"),
            ])
            {
                yield return ($"/api/v1/namespaces/{@namespace}/{plural}", Object("v1", kind, @namespace, name, label));
            }

            yield return ($"/apis/apps/v1/namespaces/{@namespace}/deployments", Object("apps/v1", "Deployment", @namespace, "web", "web"));
        }

        foreach (var (name, data) in RecordedCluster.ConfigMaps)
        {
            var map = Object("v1", "ConfigMap", velero, name, null);
            map["data"] = new JsonObject(data.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value)));
            yield return ($"/api/v1/namespaces/{velero}/configmaps", map);
        }

        foreach (var name in (string[])["vsl-a", "vsl-b"])
        {
            yield return Velero("volumesnapshotlocations", "VolumeSnapshotLocation", velero, name, new JsonObject { ["provider"] = "aws" });
        }

        foreach (var (name, bucket, mode) in ((string, string, string)[])
            [("readonly", "backups", "ReadOnly"), ("broken", "no-such-bucket", "ReadWrite")])
        {
            yield return Velero("backupstoragelocations", "BackupStorageLocation", velero, name, new JsonObject
            {
                ["provider"] = "aws",
                ["accessMode"] = mode,
                ["objectStorage"] = new JsonObject { ["bucket"] = bucket, ["prefix"] = name },
            });
        }
    }

    /// <summary>Binds the claims and lets a pod of each namespace mount them, without a node agent.</summary>
    public static void BindVolumes(SandboxCluster cluster)
    {
        foreach (var @namespace in (string[])["app", "db"])
        {
            cluster.Patch("persistentvolumeclaims", "data", new JsonObject
            {
                ["spec"] = new JsonObject { ["volumeName"] = $"pv-{@namespace}" },
                ["status"] = new JsonObject { ["phase"] = "Bound" },
            }, @namespace: @namespace);
            var pod = Object("v1", "Pod", @namespace, "web", null);
            pod["spec"] = new JsonObject { ["volumes"] = new JsonArray(new JsonObject { ["name"] = "data" }) };
            pod["status"] = new JsonObject { ["phase"] = "Running" };
            cluster.Create("pods", pod);
            cluster.Create("serviceaccounts", Object("v1", "ServiceAccount", @namespace, "default", null));
        }
    }

    private static (string, JsonObject) Velero(string plural, string kind, string @namespace, string name, JsonObject spec)
    {
        var body = Object("velero.io/v1", kind, @namespace, name, null);
        body["spec"] = spec;
        return ($"/apis/velero.io/v1/namespaces/{@namespace}/{plural}", body);
    }

    private static JsonObject Object(string apiVersion, string kind, string? @namespace, string name, string? app)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        if (app is not null)
        {
            metadata["labels"] = new JsonObject { ["app"] = app };
        }

        var body = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
        if (kind == "Deployment")
        {
            body["spec"] = (JsonObject)JsonNode.Parse(
                """{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web"}]}}}""")!;
        }
        else if (kind == "PersistentVolumeClaim")
        {
            body["spec"] = (JsonObject)JsonNode.Parse(
                """{"accessModes":["ReadWriteOnce"],"storageClassName":"","resources":{"requests":{"storage":"1Gi"}}}""")!;
        }

        return body;
    }

    private static JsonObject Definition(string kind, string plural)
    {
        var body = Object("apiextensions.k8s.io/v1", "CustomResourceDefinition", null, $"{plural}.velero.io", null);
        body["spec"] = new JsonObject
        {
            ["group"] = "velero.io",
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject
            {
                ["kind"] = kind,
                ["plural"] = plural,
                ["singular"] = kind.ToLowerInvariant(),
                ["listKind"] = $"{kind}List",
            },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["name"] = "v1",
                ["served"] = true,
                ["storage"] = true,
                ["schema"] = new JsonObject { ["openAPIV3Schema"] = new JsonObject { ["type"] = "object" } },
            }),
        };
        return body;
    }

    /// <summary>The union over all its cases; where only a count was kept, names are made up.</summary>
    private static IEnumerable<(string Kind, string Name)> Named(VeleroRecording recording) => recording.Cases("backups")
        .Where(name => !name.StartsWith("vol-bound/", StringComparison.Ordinal))
        .SelectMany(name => recording.Case("backups", name).Items ?? new Dictionary<string, IReadOnlyList<string>>())
        .Where(item => !IsPassing(item.Key) && item.Key is not ("v1/Namespace" or "apiextensions.k8s.io/v1/CustomResourceDefinition"))
        .SelectMany(item => Names(item.Value).Select(name => (item.Key, name)))
        .Distinct();

    public static IEnumerable<string> Names(IReadOnlyList<string> listed) =>
        listed is [var only] && only.EndsWith(" of them", StringComparison.Ordinal)
            ? Enumerable.Range(1, int.Parse(only.Split(' ')[0])).Select(index => $"made-up-{index}")
            : listed;

    private static void Add(SandboxCluster cluster, string kind, string fullName)
    {
        var slash = fullName.IndexOf('/');
        var (@namespace, name) = slash < 0 ? (null, fullName) : (fullName[..slash], fullName[(slash + 1)..]);
        var split = kind.LastIndexOf('/');
        var body = Object(kind[..split], kind[(split + 1)..], @namespace, name, null);
        var type = cluster.Registry.Catalog.Get(body.Text("apiVersion")!, PluralOf(cluster, body));
        var store = cluster.Registry.Store;
        if (store.Get(type, @namespace ?? "", name) is null)
        {
            // Past the checks of names: the sandbox does not know that roles may have colons in theirs.
            body.Make("metadata")["uid"] = Guid.NewGuid().ToString();
            body.Make("metadata")["resourceVersion"] = $"{store.NextRevision()}";
            lock (store.Gate)
            {
                store.Put(type, null, StoredObject.Of(body));
            }
        }
    }

    private static string PluralOf(SandboxCluster cluster, JsonObject body) => cluster.Registry.Catalog.Types
        .First(type => type.GroupVersion == body.Text("apiVersion") && type.Kind == body.Text("kind")).Plural;
}
