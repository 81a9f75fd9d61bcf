using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AcceptanceTests.Harness;
using k8s;
using k8s.Autorest;

namespace AcceptanceTests.Locations;

/// <summary>Credentials that Terraform gives: on the clusters, and nowhere else.</summary>
public sealed class CredentialTests(ClustersFixture fixture) : AcceptanceTest(fixture)
{
    private const string Address = "workspace_backup_location.this";
    private const string First = "[default]\naws_access_key_id=AKIAFIRSTFIRST\naws_secret_access_key=first/secret/of/the/user";
    private const string Second = "[default]\naws_access_key_id=AKIASECONDSECOND\naws_secret_access_key=second/secret/of/the/user";

    [Fact]
    public async Task A_rotation_has_the_location_read_a_new_key_and_nothing_of_Terraforms_has_the_credentials()
    {
        var terraform = Terraform("Locations/credentials.tf");
        terraform.Environment["TF_LOG"] = "TRACE";
        terraform.Environment["TF_LOG_PATH"] = terraform.In("terraform.log");
        terraform.SetVariables(With(First, 1));
        var made = (await terraform.ApplyAsync()).Succeeded();

        var secret = await SecretAsync(Clusters[0]);
        Assert.Equal(First, Text(secret, "cloud-1"));
        Assert.Equal("cloud-1", await KeyAsync(Clusters[0]));
        var written = secret!["metadata"]!["resourceVersion"]!.ToString();
        (await terraform.PlanAsync()).IsEmpty();

        terraform.SetVariables(With(Second, 2));
        var plan = await terraform.PlanAsync();
        Assert.Equal(["update"], plan.ActionsOn(Address));
        Assert.Contains("c1.credential_version: 1 -> 2", plan.ChangesIn(Address, "locations"));
        var rotated = (await terraform.ApplySavedPlanAsync()).Succeeded();

        foreach (var cluster in Clusters)
        {
            secret = await SecretAsync(cluster);
            Assert.Equal((First, Second), (Text(secret, "cloud-1"), Text(secret, "cloud-2")));
            Assert.Equal("cloud-2", await KeyAsync(cluster));
        }

        Assert.NotEqual(written, secret!["metadata"]!["resourceVersion"]!.ToString());

        // They need not be given again while nothing needs them.
        terraform.SetVariables(With(null, 2));
        (await terraform.PlanAsync()).IsEmpty();

        foreach (var file in (string[])["terraform.tfstate", "terraform.tfstate.backup", "terraform.log"])
        {
            AssertNothingIn(file, await File.ReadAllTextAsync(terraform.In(file)));
        }

        using (var saved = ZipFile.OpenRead(terraform.In("saved.plan")))
        {
            foreach (var entry in saved.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
                AssertNothingIn(entry.FullName, await reader.ReadToEndAsync());
            }
        }

        AssertNothingIn("the output", $"{made}{plan}{rotated}");

        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await SecretAsync(Clusters[0]));
    }

    [Fact]
    public async Task Where_they_are_needed_and_not_given_nothing_is_written()
    {
        var terraform = Terraform("Locations/credentials.tf");
        terraform.SetVariables(With(First, 1));
        (await terraform.ApplyAsync()).Succeeded();
        terraform.SetVariables(With(null, 2));

        var error = Assert.Single((await terraform.FailingPlanAsync()).Errors);

        Assert.Equal("Credentials Missing", error.Summary);
        Assert.Contains("credential_wo", $"{error}");
        Assert.Equal("cloud-1", await KeyAsync(Clusters[0]));
        terraform.SetVariables(With(null, 1));
        (await terraform.DestroyAsync()).Succeeded();
    }

    [Fact]
    public async Task A_Secret_that_is_gone_is_made_again()
    {
        var terraform = Terraform("Locations/credentials.tf");
        terraform.SetVariables(With(First, 1));
        (await terraform.ApplyAsync()).Succeeded();
        await Clusters[1].Api.CoreV1.DeleteNamespacedSecretAsync(Name, "velero");

        var plan = await terraform.PlanAsync();

        Assert.Equal(["c2.credential_version: null -> 1"], plan.ChangesIn(Address, "locations"));
        (await terraform.ApplySavedPlanAsync()).Succeeded();
        Assert.Equal(First, Text(await SecretAsync(Clusters[1]), "cloud-1"));
        (await terraform.PlanAsync()).IsEmpty();
        (await terraform.DestroyAsync()).Succeeded();
    }

    [Fact]
    public async Task Rights_of_the_example_are_enough()
    {
        var terraform = Terraform("Locations/credentials.tf");
        JsonObject As(string user, string? text, int version)
        {
            var variables = With(text, version);
            variables["clusters"] = Connections([.. Clusters.Select(cluster => (cluster, cluster.Connection(user: user)))]);
            return variables;
        }

        terraform.SetVariables(As("operator", First, 1));
        (await terraform.ApplyAsync()).Succeeded();
        terraform.SetVariables(As("operator", Second, 2));
        (await terraform.ApplyAsync()).Succeeded();
        terraform.SetVariables(As("reader", null, 2));
        (await terraform.PlanAsync()).IsEmpty();
        terraform.SetVariables(As("operator", null, 2));
        (await terraform.DestroyAsync()).Succeeded();
        Assert.Null(await SecretAsync(Clusters[0]));
    }

    private string Name => $"{Prefix}-credential";

    private static void AssertNothingIn(string where, string text)
    {
        foreach (var credentials in (string[])[First, Second])
        {
            foreach (var secret in (string[])[credentials[^24..], credentials.Split('\n')[1][^10..], Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))[..40]])
            {
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where} has {secret}");
            }
        }
    }

    private JsonObject With(string? text, int version)
    {
        var variables = Variables(Connections());
        if (text is not null)
        {
            // One that is set to null counts as set, and may not be given again to the apply.
            variables["credentials"] = text;
        }

        variables["credentials_version"] = version;
        return variables;
    }

    private static string Text(JsonNode? secret, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)secret!["data"]![key]!));

    private async Task<JsonNode?> SecretAsync(TestCluster cluster)
    {
        try
        {
            return JsonNode.Parse(KubernetesJson.Serialize(await cluster.Api.CoreV1.ReadNamespacedSecretAsync(Name, "velero")));
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<string?> KeyAsync(TestCluster cluster) => (string?)(await cluster.Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
        "velero.io", "v1", "velero", "backupstoragelocations", Prefix))["spec"]!["credential"]!["key"];
}
