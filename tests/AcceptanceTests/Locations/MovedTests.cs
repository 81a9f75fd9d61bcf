using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;

namespace AcceptanceTests.Locations;

/// <summary>A location that another resource held before.</summary>
public sealed class MovedTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task A_manifests_location_is_taken_over_where_it_is_and_nothing_is_replaced()
    {
        var name = $"{Prefix}-offsite";
        var spec = new JsonObject
        {
            ["provider"] = "aws",
            ["objectStorage"] = new JsonObject { ["bucket"] = "fleet", ["prefix"] = $"c2/{Prefix}" },
        };
        var made = await Clusters[1].Api.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
            new JsonObject
            {
                ["apiVersion"] = "velero.io/v1",
                ["kind"] = "BackupStorageLocation",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "velero" },
                ["spec"] = spec.DeepClone(),
            },
            "velero.io", "v1", "velero", "backupstoragelocations");
        var terraform = Terraform("Locations/moved.tf");
        StandIn(terraform);
        await File.WriteAllTextAsync(terraform.In("terraform.tfstate"), new JsonObject
        {
            ["version"] = 4,
            ["terraform_version"] = "1.11.4",
            ["serial"] = 1,
            ["lineage"] = $"{Guid.NewGuid()}",
            ["outputs"] = new JsonObject(),
            ["resources"] = new JsonArray(new JsonObject
            {
                ["mode"] = "managed",
                ["type"] = "kubernetes_manifest",
                ["name"] = "offsite",
                ["provider"] = "provider[\"registry.terraform.io/hashicorp/kubernetes\"]",
                ["instances"] = new JsonArray(new JsonObject
                {
                    ["schema_version"] = 1,
                    ["attributes"] = new JsonObject
                    {
                        ["manifest"] = new JsonObject
                        {
                            ["type"] = "dynamic",
                            ["value"] = new JsonObject
                            {
                                ["apiVersion"] = "velero.io/v1",
                                ["kind"] = "BackupStorageLocation",
                                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "velero" },
                                ["spec"] = spec.DeepClone(),
                            },
                        },
                        ["object"] = new JsonObject { ["type"] = "dynamic", ["value"] = new JsonObject() },
                    },
                }),
            }),
        }.ToJsonString());

        var plan = await terraform.PlanAsync();

        Assert.Equal(["update"], plan.ActionsOn("workspace_backup_location.this"));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        (await terraform.PlanAsync()).IsEmpty();
        var kept = await Clusters[1].Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
            "velero.io", "v1", "velero", "backupstoragelocations", name);
        Assert.Equal((string?)made["metadata"]!["uid"], (string?)kept["metadata"]!["uid"]);
        (await terraform.DestroyAsync()).Succeeded();
    }

    /// <summary>Terraform wants a state's providers to be there, and asks that of a moved resource nothing.</summary>
    private static void StandIn(TerraformDirectory terraform)
    {
        Directory.CreateDirectory(terraform.In("kubernetes"));
        File.CreateSymbolicLink(terraform.In("kubernetes/terraform-provider-kubernetes"), Repository.ProviderBinary);
        terraform.InstallFrom($$"""
            dev_overrides {
              "workspace-backup/workspace" = "{{Path.GetDirectoryName(Repository.ProviderBinary)}}"
              "hashicorp/kubernetes"       = "{{terraform.In("kubernetes")}}"
            }
            """);
    }
}
