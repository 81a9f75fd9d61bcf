using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Connections;

public sealed class WaysToConnectTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    [Fact]
    public async Task A_context_of_a_kubeconfig()
    {
        var terraform = Terraform("Schedules/daily.tf", new(Clusters.Select(cluster =>
            KeyValuePair.Create<string, JsonNode?>(cluster.Name, new JsonObject
            {
                ["config_path"] = cluster.KubeconfigPath,
                ["config_context"] = cluster.Name,
            }))));

        await AssertConnectsAsync(terraform);
    }

    [Fact]
    public async Task A_client_certificate_a_token_file_and_an_exec_plugin()
    {
        var terraform = Terraform("Schedules/daily.tf");
        var (certificate, key) = Clusters[0].ClientCertificate;
        File.WriteAllText(terraform.In("token"), Clusters[1].Token() + "\n");
        File.WriteAllText(terraform.In("credential"), $$$"""
            {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
             "status": {"token": "{{{Clusters[2].Token()}}}"}}
            """);
        terraform.SetVariables(Variables(Connections(
            (Clusters[0], Without(Clusters[0].Connection(), new()
            {
                ["client_certificate"] = certificate,
                ["client_key"] = key,
            })),
            (Clusters[1], Without(Clusters[1].Connection(), new() { ["token_file"] = terraform.In("token") })),
            (Clusters[2], Without(Clusters[2].Connection(), new()
            {
                ["exec"] = new JsonObject
                {
                    ["api_version"] = "client.authentication.k8s.io/v1",
                    ["command"] = "cat",
                    ["args"] = new JsonArray(terraform.In("credential")),
                },
            })))));

        await AssertConnectsAsync(terraform);
    }

    [Fact]
    public async Task The_environment_where_there_is_exactly_one_cluster()
    {
        var terraform = Terraform("Schedules/daily.tf", new() { ["c1"] = new JsonObject() });
        terraform.Environment["KUBE_CONFIG_PATH"] = Clusters[0].KubeconfigPath;
        terraform.Environment["KUBE_CTX"] = "c1";

        await AssertConnectsAsync(terraform, Clusters[0]);
    }

    [Fact]
    public async Task The_rights_of_the_published_role_are_enough_for_everything()
    {
        var terraform = Terraform("Schedules/daily.tf", Connections(
            [.. Clusters.Select(cluster => (cluster, cluster.Connection(user: "operator")))]));

        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Warnings);
        terraform.Use("Schedules/weekly.tf");
        Assert.Empty((await terraform.ApplyAsync()).Succeeded().Warnings);
        Assert.Empty((await terraform.PlanAsync()).IsEmpty().Warnings);
        Assert.Empty((await terraform.DestroyAsync()).Succeeded().Warnings);
    }

    private async Task AssertConnectsAsync(TerraformDirectory terraform, params TestCluster[] only)
    {
        (await terraform.ApplyAsync()).Succeeded();
        foreach (var cluster in only.Length > 0 ? only : Clusters)
        {
            Assert.NotNull(await cluster.ScheduleAsync(ScheduleOn(cluster)));
        }

        (await terraform.PlanAsync()).IsEmpty();
    }

    private static JsonObject Without(JsonObject connection, JsonObject credentials)
    {
        connection.Remove("token");
        foreach (var (name, value) in credentials)
        {
            connection[name] = value?.DeepClone();
        }

        return connection;
    }
}
