using System.Text;
using System.Text.Json.Nodes;
using AcceptanceTests.Harness;

namespace AcceptanceTests.Connections;

/// <summary>
/// Credentials are planted in every way to connect, and looked for in all that Terraform and the provider say at TRACE
/// and store, when connecting works and when it fails.
/// </summary>
public sealed class SecretsTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private readonly List<string> _planted = [];

    [Fact]
    public async Task No_credential_shows_when_connecting_fails_in_every_way()
    {
        var terraform = Terraform("Schedules/daily.tf");
        var password = Planted();
        _planted.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{password}")));
        var clusters = new JsonObject
        {
            ["token"] = To(Clusters[0], new() { ["token"] = Planted() }),
            ["token-file"] = To(Clusters[0], new() { ["token_file"] = File(terraform, "token", Planted()) }),
            ["password"] = To(Clusters[0], new() { ["username"] = "user", ["password"] = password }),
            ["key"] = To(Clusters[0], new()
            {
                ["client_certificate"] = Clusters[0].ClientCertificate.Certificate,
                ["client_key"] = $"-----BEGIN PRIVATE KEY-----\n{Planted()}\n-----END PRIVATE KEY-----\n",
            }),
            ["proxy"] = To(Clusters[0], new()
            {
                ["token"] = Planted(),
                ["proxy_url"] = $"http://user:{Planted()}@127.0.0.1:1",
            }),
            ["plugin-fails"] = To(Clusters[0], Plugin(
                File(terraform, "fails", $$$"""{"kind": "ExecCredential", "status": {"token": "{{{Planted()}}}"} }"""),
                "cat \"$0\" >&2; echo \"$SECRET\" >&2; exit 1")),
            ["plugin-babbles"] = To(Clusters[0], Plugin(File(terraform, "babbles", Planted()), "cat \"$0\"")),
            ["plugin-refused"] = To(Clusters[0], Plugin(
                File(terraform, "refused", Credential(Planted())), "cat \"$0\"")),
            ["broken"] = new JsonObject
            {
                ["config_path"] = File(terraform, "broken", $"users: [{{name: u, user: {{token: {Planted()}\n- x"),
            },
            ["misshapen"] = new JsonObject
            {
                ["config_path"] = File(terraform, "misshapen", $"users: [{{name: u, user: [{Planted()}]}}]"),
            },
        };
        terraform.SetVariables(Variables(clusters));

        var said = await ApplyAsync(terraform);

        said.Result.Failed();
        Assert.All(clusters, cluster => Assert.Contains($"\"{cluster.Key}\"", $"{said.Result}"));
        AssertHidden(said.All);
    }

    [Fact]
    public async Task No_credential_shows_when_connecting_works()
    {
        var terraform = Terraform("Schedules/daily.tf");
        var (certificate, key) = Clusters[0].ClientCertificate;
        _planted.AddRange(Clusters.Select(cluster => cluster.Token()));
        _planted.AddRange(key.Split('\n').Where(line => line.Length > 30));
        terraform.SetVariables(Variables(new()
        {
            [Clusters[0].Name] = To(Clusters[0], new() { ["client_certificate"] = certificate, ["client_key"] = key }),
            [Clusters[1].Name] = To(
                Clusters[1], new() { ["token_file"] = File(terraform, "token", Clusters[1].Token()) }),
            [Clusters[2].Name] = To(
                Clusters[2],
                Plugin(File(terraform, "credential", Credential(Clusters[2].Token())), "cat \"$0\"; echo \"$SECRET\" >&2")),
        }));

        var said = await ApplyAsync(terraform);

        said.Result.Succeeded();
        AssertHidden(said.All);
    }

    [Fact]
    public async Task No_credential_shows_when_the_provider_crashes()
    {
        var terraform = Terraform("Schedules/daily.tf");
        var (certificate, key) = Clusters[0].ClientCertificate;
        _planted.AddRange([Clusters[1].Token(), Clusters[2].Token()]);
        _planted.AddRange(key.Split('\n').Where(line => line.Length > 30));
        terraform.SetVariables(Variables(new()
        {
            [Clusters[0].Name] = To(Clusters[0], new() { ["client_certificate"] = certificate, ["client_key"] = key }),
            [Clusters[1].Name] = To(Clusters[1], new() { ["token"] = Clusters[1].Token() }),
            // The plugin's parent is the provider, which has read everybody's credentials by then.
            [Clusters[2].Name] = To(
                Clusters[2],
                Plugin(
                    File(terraform, "credential", Credential(Clusters[2].Token())),
                    "kill -ABRT $PPID; cat \"$0\"")),
        }));

        var said = await ApplyAsync(terraform);

        said.Result.Failed();
        Assert.Contains("signal: aborted", said.All);
        AssertHidden(said.All);
    }

    private string Planted()
    {
        _planted.Add($"planted{Guid.NewGuid():N}");
        return _planted[^1];
    }

    private JsonObject Plugin(string file, string script) => new()
    {
        ["exec"] = new JsonObject
        {
            ["api_version"] = "client.authentication.k8s.io/v1",
            ["command"] = "bash",
            ["args"] = new JsonArray("-c", script, file),
            ["env"] = new JsonObject { ["SECRET"] = Planted() },
        },
    };

    private static string Credential(string token) => $$$"""
        {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "{{{token}}}"}}
        """;

    private static JsonObject To(TestCluster cluster, JsonObject credentials)
    {
        var connection = cluster.Connection();
        connection.Remove("token");
        foreach (var (name, value) in credentials)
        {
            connection[name] = value?.DeepClone();
        }

        return connection;
    }

    private static string File(TerraformDirectory terraform, string name, string text)
    {
        var path = terraform.In($"secret-{name}");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(TerraformResult Result, string All)> ApplyAsync(TerraformDirectory terraform)
    {
        terraform.Environment["TF_LOG"] = "TRACE";
        terraform.Environment["TF_LOG_PATH"] = terraform.In("trace.log");
        var result = await terraform.ApplyAsync();
        var written = new[] { "trace.log", "terraform.tfstate" }.Select(terraform.In).Where(System.IO.File.Exists)
            .Select(System.IO.File.ReadAllText).ToList();

        // What is looked through must be there: the provider's own lines are in the log.
        Assert.Contains("terraform-provider-workspace", written[0]);
        return (result, string.Concat([result.Command.Output, result.Command.Error, .. written]));
    }

    private void AssertHidden(string all) =>
        Assert.All(_planted, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
}
