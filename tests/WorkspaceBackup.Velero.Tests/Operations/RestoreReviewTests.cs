using System.Text.Json.Nodes;
using WorkspaceBackup.Velero.Downloads;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Tests.Downloads;
using WorkspaceBackup.Velero.Tests.Schedules;
using WorkspaceBackup.Velero.Verdicts;

namespace WorkspaceBackup.Velero.Tests.Operations;

/// <summary>What a restore did, held to lists that real servers wrote.</summary>
public sealed class RestoreReviewTests
{
    /// <summary>Of the recorded cluster (samples, <c>BackupResourceList/base</c>).</summary>
    private const string Held = """
        {"apps/v1/Deployment":["app/web","db/web"],"v1/ConfigMap":["app/a","db/a"],"v1/Namespace":["app","db"],
         "v1/PersistentVolume":["pv-app"],"v1/PersistentVolumeClaim":["app/data","db/data"],"v1/Pod":["app/web"],
         "v1/Secret":["app/a","db/a"],"rbac.authorization.k8s.io/v1/ClusterRole":["some-role"],
         "velero.io/v1/Backup":["velero/b"],"example.org/v1/Thing":["app/thing"]}
        """;

    private static readonly KnownResource[] s_served =
    [
        new("apps", "deployments", "Deployment", true, ["deploy"]), new("", "configmaps", "ConfigMap", true, ["cm"]),
        new("", "persistentvolumeclaims", "PersistentVolumeClaim", true, ["pvc"]), new("", "pods", "Pod", true, ["po"]),
        new("", "secrets", "Secret", true, []),
        new("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", false, []),
    ];

    [Theory]
    [InlineData("could not restore, PersistentVolumeClaim \\\"data\\\" already exists. Warning: the in-cluster version is different than the backed-up version")]
    [InlineData("could not restore, PersistentVolumeClaim:data already exists. Warning: the in-cluster version is different than the backed-up version")]
    public void Up_to_1_18_what_was_left_alone_with_a_warning_is_kept_and_no_failure(string warning)
    {
        var verified = Verify(
            """{"excludedNamespaces":["db"],"includeClusterResources":false}""",
            """
            {"apps/v1/Deployment":["app/web(skipped)"],"v1/ConfigMap":["app/a(skipped)"],"v1/Pod":["app/web(skipped)"],
             "v1/Secret":["app/a(skipped)"],"v1/PersistentVolumeClaim":["app/data(failed)"]}
            """,
            $$$$"""{"errors":{},"warnings":{"namespaces":{"app":["{{{{warning}}}}"]}}}""");

        Assert.Equal((5, 0, 0, 0), (verified.Kept, verified.Failed.Count, verified.Missing.Count, verified.Unverified));
    }

    [Fact]
    public void What_failed_with_an_error_has_failed_and_without_the_results_nobody_can_tell()
    {
        const string Met = """
            {"apps/v1/Deployment":["app/web(created)"],"v1/ConfigMap":["app/a(updated)"],"v1/Pod":["app/web(created)"],
             "v1/Secret":["app/a(created)"],"v1/PersistentVolumeClaim":["app/data(failed)"],"v1/PersistentVolume":["pv-app(skipped)"]}
            """;
        const string Spec = """{"includedNamespaces":["app"],"includeClusterResources":false}""";

        var verified = Verify(Spec, Met, """{"errors":{"namespaces":{"app":["error restoring persistentvolumeclaims/app/data: quota"]}}}""");
        var untold = Verify(Spec, Met, results: null);

        Assert.Equal("PersistentVolumeClaim app/data", $"{Assert.Single(verified.Failed)}");
        Assert.Equal((3, 1, 0, 1), (verified.Created, verified.Updated, verified.Kept, verified.Reprovisioned));
        Assert.Equal((0, 1), (untold.Failed.Count, untold.Unverified));
    }

    [Fact]
    public void What_the_backup_holds_and_the_restore_did_not_look_at_is_missing()
    {
        var verified = Verify(
            """{"includedNamespaces":["app"],"namespaceMapping":{"app":"drill"},"includeClusterResources":true}""",
            """{"apps/v1/Deployment":["drill/web(created)"],"v1/Namespace":["drill(created)"]}""");

        Assert.Equal(
            ["ClusterRole some-role", "ConfigMap drill/a", "PersistentVolumeClaim drill/data", "Secret drill/a"],
            verified.Missing.Select(item => $"{item}").Order(StringComparer.Ordinal));

        // The pod may have completed.
        Assert.Equal(1, verified.Unverified);
        Assert.Equal(2, verified.Created);
    }

    [Theory]
    [InlineData("""{"excludedResources":["nodes","cm","secrets","*.apps","persistentvolumeclaims"]}""", 0, 2)]
    [InlineData("""{"includedResources":["configmaps"]}""", 2, 0)]
    [InlineData("""{"includedNamespaces":["other"]}""", 0, 1)]
    [InlineData("""{"includedNamespaces":["app*"],"includeClusterResources":false}""", 0, 9)]
    [InlineData("""{"labelSelector":{"matchLabels":{"app":"web"}},"includeClusterResources":false}""", 0, 9)]
    [InlineData("""{"orLabelSelectors":[{"matchLabels":{"app":"web"}}],"includeClusterResources":false}""", 0, 9)]
    [InlineData("""{"labelSelector":{},"includeClusterResources":false}""", 8, 1)]
    [InlineData("""{}""", 8, 2)]
    public void What_spec_and_lists_cannot_decide_is_unverified_and_never_missing(string spec, int missing, int unverified)
    {
        var verified = Verify(spec, "{}");

        Assert.Equal((missing, unverified), (verified.Missing.Count, verified.Unverified));
    }

    [Fact]
    public void Where_discovery_is_not_known_other_kinds_than_Kubernetes_own_are_unverified()
    {
        var verified = RestoreReview.Verify(
            JsonNode.Parse("""{"includedNamespaces":["app"]}"""), null, [.. ResourceList.Read(JsonNode.Parse("""{"example.org/v1/Thing":["app/thing"]}"""))],
            [], (true, null), null);

        Assert.Equal((0, 1), (verified.Missing.Count, verified.Unverified));
    }

    [Fact]
    public async Task A_restore_that_a_real_server_made_is_verified_as_a_whole()
    {
        var recording = Recorded.Volumes("1.18.2");
        var restore = (JsonObject)recording["restore"]!.DeepClone();
        (restore["status"]!["phase"], restore["status"]!["startTimestamp"], restore["status"]!["completionTimestamp"]) =
            ("Completed", "2026-11-30T01:00:00Z", "2026-11-30T01:02:30Z");
        var eu = new FakeCluster("eu") { Served = [.. s_served.Select(one => (one.Plural, one.Group))] };
        eu.Add(ApiPath.Velero("backups", "velero", "csi1"), recording["csi1"]!.ToJsonString());
        var files = new FakeFiles()
            .Put(FileKind.BackupResourceList, "csi1", """
                {"snapshot.storage.k8s.io/v1/VolumeSnapshot":["app/velero-data-cnb5x"],"v1/Namespace":["app"],
                 "v1/PersistentVolume":["pv-data"],"v1/PersistentVolumeClaim":["app/data"],"v1/ServiceAccount":["app/default"]}
                """);
        foreach (var (kind, content) in recording["restore files"]!.AsObject())
        {
            files.Put(kind, "r1", content!.ToJsonString());
        }

        var review = await RestoreReview.OfAsync(files, eu.Cluster, restore, CancellationToken.None).WaitAsync(Given.Limit);

        var verified = review.Verification!;
        Assert.Null(verified.Reason);
        Assert.Empty(verified.Missing);
        Assert.Empty(verified.Failed);
        Assert.Equal((5, 1, 1), (verified.Created, verified.Kept, verified.Reprovisioned));
        Assert.Equal((1, 0, 150L), (verified.VolumesRestored, verified.VolumesNotRestored, verified.Seconds));
        Assert.All(files.Asked, asked => Assert.Equal("default", asked.Location));
    }

    [Fact]
    public async Task Without_its_list_nothing_is_verified_and_the_reason_is_told()
    {
        var eu = new FakeCluster("eu");
        var files = new FakeFiles().Put(FileKind.RestoreResourceList, "r", new FileRead.Absent("no such file"));
        var restore = (JsonObject)JsonNode.Parse("""
            {"metadata":{"name":"r"},"spec":{"backupName":"b"},"status":{"phase":"Completed"}}
            """)!;

        var review = await RestoreReview.OfAsync(files, eu.Cluster, restore, CancellationToken.None).WaitAsync(Given.Limit);

        Assert.Equal("not verified, because RestoreResourceList: no such file", review.Verification!.Reason);
        Assert.Single(review.Unread);
    }

    [Theory]
    [InlineData("New")]
    [InlineData("InProgress")]
    [InlineData("FailedValidation")]
    public async Task Nothing_is_asked_for_where_nothing_is(string phase)
    {
        var files = new FakeFiles();
        var restore = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "r" }, ["status"] = new JsonObject { ["phase"] = phase } };

        Assert.Same(
            OperationReview.Nothing,
            await RestoreReview.OfAsync(files, new FakeCluster("eu").Cluster, restore, CancellationToken.None).WaitAsync(Given.Limit));
        Assert.Empty(files.Asked);
    }

    private static RestoreVerification Verify(string spec, string met, string? results = "{}") => RestoreReview.Verify(
        JsonNode.Parse(spec),
        s_served,
        [.. ResourceList.Read(JsonNode.Parse(Held))],
        [.. ResourceList.Read(JsonNode.Parse(met))],
        (results is not null, results is null ? null : JsonNode.Parse(results)),
        null);
}
