using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace AcceptanceTests.Harness;

/// <summary>
/// An older or a newer Velero on a cluster that has none: its definitions, its namespace with a location, and a server. The
/// definitions, and with them all objects, go again with this object.
/// </summary>
internal sealed class OldVelero : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A resource policy and a resource modifier, which a declaration may name.</summary>
    private static readonly Dictionary<string, string> s_configMaps = new()
    {
        ["policy"] = "version: v1\nvolumePolicies: []\n",
        ["changes"] = """
            version: v1
            resourceModifierRules:
            - conditions:
                groupResource: deployments.apps
              mergePatches:
              - patchData: '{}'
            """,
    };

    private readonly IApiextensionsV1Operations _api;
    private readonly List<string> _definitions = [];
    private VeleroServer.Server? _server;

    private readonly IAppsV1Operations _apps;
    private readonly ICoreV1Operations _core;

    private OldVelero(TestCluster cluster) =>
        (_api, _apps, _core) = (cluster.Api.ApiextensionsV1, cluster.Api.AppsV1, cluster.Api.CoreV1);

    /// <param name="version">A folder of <c>tests/clusters/crds</c>.</param>
    /// <param name="hasTimeZones">Whether its image holds time zone data.</param>
    /// <param name="server">What the server says of itself; null: the first release of the version.</param>
    public static async Task<OldVelero> InstallAsync(
        TestCluster cluster, string version, bool hasTimeZones = true, string? server = null)
    {
        var installed = new OldVelero(cluster);
        var folder = Path.Combine(Repository.Root, "tests", "clusters", "crds", version);
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml"))
        {
            var definition = await installed._api.CreateCustomResourceDefinitionAsync(
                KubernetesYaml.Deserialize<V1CustomResourceDefinition>(await File.ReadAllTextAsync(file)));
            installed._definitions.Add(definition.Metadata.Name);
        }

        await cluster.UntilServedAsync(
            "schedules", "backupstoragelocations", "volumesnapshotlocations", "serverstatusrequests", "downloadrequests");
        await cluster.HasNamespacesAsync("velero", "shop", "shop-db");
        await cluster.CreateAsync(
            "BackupStorageLocation", "backupstoragelocations", "default",
            new() { ["provider"] = "aws", ["objectStorage"] = new JsonObject { ["bucket"] = "backups" } },
            status: new() { ["phase"] = "Available" });
        await cluster.CreateAsync(
            "VolumeSnapshotLocation", "volumesnapshotlocations", "aws-1", new() { ["provider"] = "aws" });
        await installed._apps.CreateNamespacedDeploymentAsync(Deployment(), "velero");
        foreach (var (name, rules) in s_configMaps)
        {
            await installed._core.CreateNamespacedConfigMapAsync(
                new() { Metadata = new() { Name = name }, Data = new Dictionary<string, string> { ["rules.yaml"] = rules } },
                "velero");
        }

        installed._server = VeleroServer.Server.Start(
            cluster.Api, "velero", new() { Version = server ?? $"{version}.0", HasTimeZones = hasTimeZones });
        return installed;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        using var limit = new CancellationTokenSource(Limit);
        await _apps.DeleteNamespacedDeploymentAsync("velero", "velero", cancellationToken: limit.Token);
        foreach (var name in s_configMaps.Keys)
        {
            await _core.DeleteNamespacedConfigMapAsync(name, "velero", cancellationToken: limit.Token);
        }

        foreach (var name in _definitions)
        {
            await DeleteAsync(name, limit.Token);
        }
    }

    /// <summary>Every restore reads its image; nothing runs it here.</summary>
    private static V1Deployment Deployment() => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new() { Name = "velero" },
        Spec = new()
        {
            Replicas = 0,
            Selector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = "velero" } },
            Template = new()
            {
                Metadata = new() { Labels = new Dictionary<string, string> { ["app"] = "velero" } },
                Spec = new() { Containers = [new() { Name = "velero", Image = "velero/velero" }] },
            },
        },
    };

    private async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await _api.DeleteCustomResourceDefinitionAsync(name, cancellationToken: cancellationToken);
        try
        {
            var going = await _api.ReadCustomResourceDefinitionAsync(name, cancellationToken: cancellationToken);
            var events = _api.WatchListCustomResourceDefinitionAsync(
                fieldSelector: $"metadata.name={name}", resourceVersion: going.Metadata.ResourceVersion,
                cancellationToken: cancellationToken);
            await foreach (var (type, _) in events)
            {
                if (type == WatchEventType.Deleted)
                {
                    return;
                }
            }
        }
        catch (HttpOperationException gone) when (gone.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // At once.
        }
    }
}
