using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Schedules;

/// <summary>
/// All of BackupSpec on five versions of Velero's definitions: what a version knows comes back exactly, and what it
/// would drop without a word is an error.
/// </summary>
public sealed class EveryFieldTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    /// <summary>
    /// An attribute of <c>every_field.tf</c>, the minor version of Velero that brought it, what it becomes.
    /// </summary>
    private static readonly (string Attribute, int Since, string Field, string Json)[] s_common =
    [
        ("excluded_namespaces", 0, "excludedNamespaces", """["shop-db"]"""),
        ("ordered_resources", 0, "orderedResources", """{"pods": "shop/first,shop/second"}"""),
        ("hooks", 0, "hooks", """
            {"resources": [{
              "name": "quiesce", "includedNamespaces": ["shop"], "excludedNamespaces": ["shop-db"],
              "includedResources": ["pods"], "excludedResources": ["events"],
              "labelSelector": {"matchLabels": {"app": "db"}},
              "pre": [{"exec": {"command": ["/bin/sh", "-c", "sync"], "container": "db",
                "onError": "Fail", "timeout": "1m30s"}}],
              "post": [{"exec": {"command": ["/bin/true"]}}]}]}
            """),
        ("volume_snapshot_locations", 0, "volumeSnapshotLocations", """["aws-1"]"""),
        ("csi_snapshot_timeout", 0, "csiSnapshotTimeout", "\"20m0s\""),
        ("default_volumes_to_fs_backup", 10, "defaultVolumesToFsBackup", "false"),
        ("item_operation_timeout", 11, "itemOperationTimeout", "\"24h0m0s\""),
        ("resource_policy", 11, "resourcePolicy", """{"kind": "configmap", "name": "policy"}"""),
        ("snapshot_move_data", 12, "snapshotMoveData", "true"),
        ("data_mover", 12, "datamover", "\"velero\""),
        ("parallel_files_upload", 13, "uploaderConfig", """{"parallelFilesUpload": 4}"""),
        ("volume_group_snapshot_label_key", 17, "volumeGroupSnapshotLabelKey", "\"velero.io/group\""),
        ("backup_type", 19, "backupType", "\"Full\""),
    ];

    private static readonly (string Attribute, int Since, string Field, string Json)[] s_first =
    [
        .. s_common,
        ("included_resources", 0, "includedResources", """["deployments.apps", "pods"]"""),
        ("excluded_resources", 0, "excludedResources", """["events"]"""),
        ("label_selector", 0, "labelSelector", """
            {"matchLabels": {"tier": "gold"},
             "matchExpressions": [{"key": "app", "operator": "In", "values": ["api", "web"]}]}
            """),
    ];

    private static readonly (string Attribute, int Since, string Field, string Json)[] s_scoped =
    [
        .. s_common,
        ("or_label_selectors", 0, "orLabelSelectors", """
            [{"matchLabels": {"tier": "gold"}}, {"matchExpressions": [{"key": "app", "operator": "Exists"}]}]
            """),
        ("included_cluster_scoped_resources", 11, "includedClusterScopedResources", """["storageclasses"]"""),
        ("excluded_cluster_scoped_resources", 11, "excludedClusterScopedResources", """["nodes"]"""),
        ("included_namespace_scoped_resources", 11, "includedNamespaceScopedResources", """["secrets"]"""),
        ("excluded_namespace_scoped_resources", 11, "excludedNamespaceScopedResources", """["events"]"""),
    ];

    [Theory]
    [InlineData("v1.9", 9)]
    [InlineData("v1.13", 13)]
    [InlineData("v1.15", 15)]
    [InlineData("v1.18", 18)]
    [InlineData("v1.19", 19)]
    public async Task A_field_comes_back_exactly_where_it_is_known_and_is_an_error_where_it_is_not(
        string version, int minor)
    {
        await using var velero = await OldVelero.InstallAsync(Bare, version);
        foreach (var fields in new[] { s_first, s_scoped })
        {
            var known = fields.Where(field => field.Since <= minor).ToList();
            var unknown = fields.Except(known).ToList();
            var terraform = Terraform("Schedules/every_field.tf", new() { [Bare.Name] = Bare.Connection() });

            if (unknown.Count > 0)
            {
                Use(terraform, fields);
                var refused = await terraform.FailingPlanAsync();
                foreach (var (attribute, since, _, _) in unknown)
                {
                    Assert.True(
                        refused.Errors.Any(error => error.Summary == "Field Unknown To This Velero"
                            && error.Detail.Contains($"(attribute {attribute})") && error.Detail.Contains("\"b1\"")
                            && error.Detail.Contains($"Velero 1.{since}")),
                        $"{attribute} on {version}\n{refused}");
                }

                Assert.Equal(unknown.Count, refused.Errors.Count);
                Assert.Null(await Bare.ScheduleAsync(ScheduleOn(Bare)));
            }

            Use(terraform, known);
            (await terraform.ApplyAsync()).Succeeded();
            var template = (await Bare.ScheduleAsync(ScheduleOn(Bare)))!["spec"]!["template"]!;
            foreach (var (attribute, _, field, json) in known)
            {
                Assert.True(
                    JsonNode.DeepEquals(JsonNode.Parse(json), template[field]),
                    $"{attribute} on {version} became {template[field]?.ToJsonString() ?? "nothing"}");
            }

            (await terraform.PlanAsync()).IsEmpty();
            (await terraform.DestroyAsync()).Succeeded();
        }
    }

    private void Use(TerraformDirectory terraform, IEnumerable<(string Attribute, int, string, string)> fields)
    {
        var variables = Variables(new() { [Bare.Name] = Bare.Connection() });
        variables["fields"] = new JsonArray([.. fields.Select(field => (JsonNode)field.Attribute)]);
        terraform.SetVariables(variables);
    }
}
