using System.Text.Json.Nodes;
using AcceptanceTests.DataSources;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Restores;

/// <summary>
/// All of RestoreSpec on the oldest, the released and the next of Velero's definitions: what a version knows arrives exactly, and
/// what it would drop without a word is an error.
/// </summary>
public sealed class EveryFieldTests(ClustersFixture fixture) : RestoreTest(fixture)
{
    /// <summary>
    /// An attribute of <c>every_field.tf</c>, the minor version of Velero that brought it, what it becomes.
    /// </summary>
    private static readonly (string Attribute, int Since, string Field, string Json)[] s_fields =
    [
        ("excluded_namespaces", 0, "excludedNamespaces", """["kube-system"]"""),
        ("included_resources", 0, "includedResources", """["deployments.apps", "pods"]"""),
        ("excluded_resources", 0, "excludedResources", """["events"]"""),
        ("include_cluster_resources", 0, "includeClusterResources", "false"),
        ("restore_volumes", 0, "restorePVs", "false"),
        ("preserve_node_ports", 0, "preserveNodePorts", "true"),
        ("existing_resource_policy", 0, "existingResourcePolicy", "\"update\""),
        ("namespace_mapping", 0, "namespaceMapping", """{"shop": "shop-drill"}"""),
        ("label_selector", 0, "labelSelector", """{"matchLabels": {"tier": "gold"}}"""),
        ("status_included_resources", 0, "restoreStatus.includedResources", """["workflows"]"""),
        ("status_excluded_resources", 0, "restoreStatus.excludedResources", """["jobs"]"""),
        ("hooks", 0, "hooks", """
            {"resources": [{"name": "migrate", "includedNamespaces": ["shop"], "postHooks": [
              {"exec": {"container": "db", "command": ["/bin/true"], "execTimeout": "1m", "onError": "Fail",
                "waitTimeout": "5m"}},
              {"init": {"initContainers": [{"name": "wait", "image": "busybox", "command": ["true"]}], "timeout": "1m"}}]}]}
            """),
        ("item_operation_timeout", 11, "itemOperationTimeout", "\"24h0m0s\""),
        ("resource_modifier", 12, "resourceModifier", """{"kind": "configmap", "name": "changes"}"""),
        ("resource_policy", 19, "resourcePolicy", """{"kind": "configmap", "name": "policy"}"""),
        ("skip_default_resource_modifier", 19, "skipDefaultResourceModifier", "true"),
        ("write_sparse_files", 13, "uploaderConfig.writeSparseFiles", "true"),
        ("parallel_files_download", 15, "uploaderConfig.parallelFilesDownload", "4"),
    ];

    [Theory]
    [InlineData("v1.9", 9)]
    [InlineData("v1.18", 18)]
    [InlineData("v1.19", 19)]
    public async Task A_field_arrives_exactly_where_it_is_known_and_is_an_error_where_it_is_not(
        string version, int minor)
    {
        await using var velero = await OldVelero.InstallAsync(Bare, version);
        await Bare.UntilServedAsync("backups", "restores");
        await Bare.AddAsync(Prefix, Time, clusters: Bare.Name, namespaces: ["shop", "shop-db"]);
        var known = s_fields.Where(field => field.Since <= minor).ToList();
        var unknown = s_fields.Except(known).ToList();
        var terraform = Terraform("Restores/every_field.tf");

        if (unknown.Count > 0)
        {
            Use(terraform, s_fields);
            var refused = await terraform.FailingPlanAsync();
            Assert.Equal(unknown.Count, refused.Errors.Count);
            Assert.All(unknown, field => Assert.Contains(refused.Errors, error =>
                error.Summary == "Field Unknown To This Velero"
                && error.Detail.Contains($"(attribute {field.Attribute})")
                && error.Detail.Contains($"Velero 1.{field.Since}")));
            Assert.Empty(await RestoresAsync(Bare));
        }

        Use(terraform, known);
        (await terraform.ApplyAsync()).Succeeded();

        var spec = Assert.Single(await RestoresAsync(Bare))["spec"]!;
        foreach (var (attribute, _, field, json) in known)
        {
            var sent = field.Split('.').Aggregate(spec, (node, name) => node?[name]!);
            Assert.True(
                JsonNode.DeepEquals(JsonNode.Parse(json), sent),
                $"{attribute} on {version} became {sent?.ToJsonString() ?? "nothing"}");
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    private void Use(TerraformDirectory terraform, IEnumerable<(string Attribute, int, string, string)> fields)
    {
        var variables = Variables(new() { [Bare.Name] = Bare.Connection() });
        variables["fields"] = new JsonArray([.. fields.Select(field => (JsonNode)field.Attribute)]);
        terraform.SetVariables(variables);
    }
}
