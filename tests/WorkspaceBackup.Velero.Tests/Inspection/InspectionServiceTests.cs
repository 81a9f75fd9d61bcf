using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Inspection;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Objects;
using WorkspaceBackup.Velero.Tests.Schedules;

namespace WorkspaceBackup.Velero.Tests.Inspection;

public sealed class InspectionServiceTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly FakeCluster _eu = new("eu");
    private readonly FakeCluster _us = new("us");

    [Fact]
    public async Task A_healthy_cluster_is_described_in_full()
    {
        Location(_eu, "offsite", "aws", "b", "/x/", s3Url: "https://s3.example/");
        Add(_eu, "snapshot.storage.k8s.io/v1", "volumesnapshotclasses", null, """
            { "metadata": { "name": "ebs" }, "driver": "ebs.csi.aws.com", "deletionPolicy": "Retain" }
            """);
        Add(_eu, "storage.k8s.io/v1", "storageclasses", null, """
            { "metadata": { "name": "gp3" }, "provisioner": "ebs.csi.aws.com" }
            """);
        Add(_eu, "storage.k8s.io/v1", "storageclasses", null, """
            { "metadata": { "name": "local" }, "provisioner": "rancher.io/local-path" }
            """);
        Add(_eu, "v1", "persistentvolumeclaims", "app", """
            { "metadata": { "name": "a" }, "spec": { "storageClassName": "gp3" } }
            """);
        Add(_eu, "v1", "persistentvolumeclaims", "app", """
            { "metadata": { "name": "b" }, "spec": { "storageClassName": "local" } }
            """);
        Add(_eu, "apps/v1", "daemonsets", "velero", """
            { "metadata": { "name": "node-agent" }, "status": { "desiredNumberScheduled": 3, "numberReady": 2 } }
            """);

        var found = await InspectAsync(["app", "gone"], _eu);

        Assert.True(found.IsReachable);
        Assert.True(found.IsHealthy);
        Assert.Equal("uid-of-eu", found.Uid);
        Assert.Equal("v1.33.1", found.KubernetesVersion);
        Assert.Equal("v1.18.1", found.Server!.Version);
        Assert.Equal(new NodeAgent(3, 2), found.NodeAgent);
        Assert.Equal(["default", "offsite"], found.Locations!.Select(location => location.Name));
        Assert.Equal(
            new BackupLocation
            {
                Name = "offsite",
                Phase = "Unavailable",
                Message = "no such bucket",
                AccessMode = "ReadWrite",
                Provider = "velero.io/aws",
                Bucket = "b",
                Prefix = "x",
                Endpoint = "https://s3.example",
                IsDefault = true,
                LastValidatedAt = new DateTimeOffset(2025, 1, 31, 2, 0, 0, TimeSpan.Zero),
                LastSyncedAt = new DateTimeOffset(2025, 1, 31, 2, 1, 0, TimeSpan.Zero),
                Config = new([new("s3Url", "https://s3.example/")]),
                CredentialSecret = "cloud/key",
                BackupSyncPeriod = "5m0s",
            },
            found.Locations![1]);
        Assert.Equal([new SnapshotClass("ebs", "ebs.csi.aws.com", "Retain", true)], found.SnapshotClasses);
        Assert.Equal(["local"], found.StorageClassesWithoutSnapshotClass);
        Assert.Equal(["gone"], found.MissingNamespaces);
        Assert.Equal(OperationRights.All.Keys, found.MissingRights!.Keys);
        Assert.All(found.MissingRights.Values, Assert.Empty);
        Assert.Empty(found.LocationSharedWith);
        Assert.Empty(found.Findings);
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_a_reason_and_nothing_else()
    {
        _eu.Fails = _ => FaultKind.ConnectionRefused;

        var found = await InspectAsync(["app"], _eu);

        Assert.False(found.IsReachable);
        Assert.False(found.IsHealthy);
        Assert.Equal(FaultKind.ConnectionRefused, found.Fault!.Kind);
        Assert.Null(found.Uid);
        Assert.Null(found.Locations);
        Assert.Null(found.MissingNamespaces);
        Assert.Null(found.MissingRights);
    }

    [Theory]
    [InlineData(FaultKind.Unauthorized)]
    [InlineData(FaultKind.Forbidden)]
    public async Task A_cluster_that_refuses_is_reachable_and_not_healthy(FaultKind refusal)
    {
        _eu.Fails = _ => refusal;

        var found = await InspectAsync(["app"], _eu);

        Assert.True(found.IsReachable);
        Assert.Equal(refusal, found.Fault!.Kind);
    }

    [Fact]
    public async Task Without_a_Velero_server_a_cluster_is_not_healthy()
    {
        _eu.VeleroVersion = null;

        var found = await InspectAsync(["app"], _eu);

        Assert.Equal(FaultKind.VeleroNotAnswering, found.Fault!.Kind);
        Assert.Null(found.Server);
        Assert.NotNull(found.Locations);
    }

    [Fact]
    public async Task Without_Veleros_definitions_a_cluster_is_not_healthy()
    {
        _eu.Fails = request => request.Path.GroupVersion == ApiPath.VeleroGroupVersion
            ? FaultKind.VeleroNotInstalled
            : null;

        Assert.Equal(FaultKind.VeleroNotInstalled, (await InspectAsync(["app"], _eu)).Fault!.Kind);
    }

    [Fact]
    public async Task Without_Veleros_namespace_a_cluster_is_not_healthy()
    {
        _eu.RemoveLocation("default");
        _eu.Remove(new ApiPath("v1", "namespaces", Name: "velero"));

        Assert.Equal(FaultKind.VeleroNamespaceMissing, (await InspectAsync(["app"], _eu)).Fault!.Kind);
    }

    [Fact]
    public async Task What_the_identity_may_not_read_is_unknown_and_told()
    {
        _eu.Fails = request => request.Path.Resource is "storageclasses" or "daemonsets" ? FaultKind.Forbidden : null;
        _eu.FailedQuestions["serverstatusrequests"] = FaultKind.Forbidden;

        var found = await InspectAsync(["app"], _eu);

        Assert.True(found.IsHealthy);
        Assert.Null(found.Server);
        Assert.Null(found.NodeAgent);
        Assert.Null(found.StorageClassesWithoutSnapshotClass);
        Assert.Empty(found.MissingNamespaces!);
        Assert.Equal(3, found.Findings.Count);
        Assert.All(
            found.Findings,
            finding => Assert.Equal((FindingKind.CannotCheck, false), (finding.Kind, finding.IsError)));
    }

    [Fact]
    public async Task Without_the_definitions_of_snapshots_there_are_no_snapshot_classes()
    {
        _eu.Fails = request => request.Path.Resource == "volumesnapshotclasses" ? FaultKind.NotFound : null;

        var found = await InspectAsync(["app"], _eu);

        Assert.Empty(found.SnapshotClasses!);
        Assert.Empty(found.Findings);
    }

    [Fact]
    public async Task Rights_that_are_missing_are_named_for_each_operation_that_needs_them()
    {
        _eu.Denied.UnionWith(["create schedules", "list backups"]);

        var missing = (await InspectAsync(["app"], _eu)).MissingRights!;

        Assert.Equal(["create schedules.velero.io"], missing["schedule"].Select(right => $"{right}"));
        Assert.Equal(["list backups.velero.io"], missing["restore"].Select(right => $"{right}"));
        Assert.Equal(["list backups.velero.io"], missing["plan"].Select(right => $"{right}"));
        Assert.Empty(missing["location"]);
    }

    [Fact]
    public async Task Each_right_is_asked_for_once()
    {
        await InspectAsync(["app"], _eu);

        var asked = _eu.Questions
            .Where(request => request.Path.Resource == "selfsubjectaccessreviews")
            .Select(request => request.Body!["spec"]!.ToJsonString())
            .ToList();
        Assert.Equal(asked.Distinct().Count(), asked.Count);
        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task Without_a_set_of_namespaces_the_claims_of_all_are_looked_at()
    {
        await InspectAsync(null, _eu);

        var claims = Assert.Single(_eu.Requests, request => request.Path.Resource == "persistentvolumeclaims");
        Assert.Null(claims.Path.Namespace);
    }

    [Theory]
    [InlineData("the same place", "aws", "b", "x", null, "ReadWrite", true)]
    [InlineData("the plugin's long name", "velero.io/aws", "b", "x/", null, "ReadWrite", true)]
    [InlineData("another prefix", "aws", "b", "y", null, "ReadWrite", false)]
    [InlineData("another bucket", "aws", "c", "x", null, "ReadWrite", false)]
    [InlineData("another endpoint", "aws", "b", "x", "https://minio", "ReadWrite", false)]
    [InlineData("one that is only read", "aws", "b", "x", null, "ReadOnly", false)]
    public async Task A_location_is_shared_when_two_clusters_write_to_one_place(
        string what, string provider, string bucket, string prefix, string? s3Url, string mode, bool isShared)
    {
        Location(_eu, "default", "aws", "b", "x");
        Location(_us, "other", provider, bucket, prefix, s3Url, mode);

        var found = await InspectAllAsync(["app"], _eu, _us);

        Assert.True(isShared == (found[0].LocationSharedWith.Count > 0), what);
        Assert.Equal(isShared ? ["us"] : [], found[0].LocationSharedWith.GetValueOrDefault("default") ?? []);
        Assert.Equal(isShared ? ["eu"] : [], found[1].LocationSharedWith.GetValueOrDefault("other") ?? []);
    }

    [Fact]
    public async Task One_cluster_under_two_names_shares_nothing_with_itself()
    {
        var twin = new FakeCluster("twin", _eu.Uid);
        Location(_eu, "default", "aws", "b", "x");
        Location(twin, "default", "aws", "b", "x");

        Assert.All(await InspectAllAsync(["app"], _eu, twin), found => Assert.Empty(found.LocationSharedWith));
    }

    private static void Location(
        FakeCluster cluster, string name, string provider, string bucket, string prefix, string? s3Url = null,
        string mode = "ReadWrite") => Add(cluster, ApiPath.VeleroGroupVersion, "backupstoragelocations", "velero", $$"""
        {
          "metadata": { "name": "{{name}}" },
          "spec": {
            "provider": "{{provider}}", "accessMode": "{{mode}}", "default": true,
            "objectStorage": { "bucket": "{{bucket}}", "prefix": "{{prefix}}" },
            "credential": { "name": "cloud", "key": "key" }, "backupSyncPeriod": "5m0s",
            "config": { {{(s3Url is null ? "" : $"\"s3Url\": \"{s3Url}\"")}} }
          },
          "status": {
            "phase": "Unavailable", "message": "no such bucket", "lastValidationTime": "2025-01-31T02:00:00Z", "lastSyncedTime": "2025-01-31T02:01:00Z"
          }
        }
        """);

    private static void Add(
        FakeCluster cluster, string groupVersion, string resource, string? @namespace, string json) =>
        cluster.Add(
            new ApiPath(groupVersion, resource, @namespace, (string)JsonNode.Parse(json)!["metadata"]!["name"]!), json);

    private static async Task<ClusterInspection> InspectAsync(string[]? namespaces, FakeCluster cluster) =>
        (await InspectAllAsync(namespaces, cluster))[0];

    private static async Task<IReadOnlyList<ClusterInspection>> InspectAllAsync(
        string[]? namespaces, params FakeCluster[] clusters) =>
        await new InspectionService(new VeleroServers(new FakeTime()), new AccessReviews())
            .InspectAsync(
                [.. clusters.Select(cluster => cluster.Cluster)],
                namespaces is null ? null : StringSet.From(namespaces),
                CancellationToken.None)
            .WaitAsync(s_limit);
}
