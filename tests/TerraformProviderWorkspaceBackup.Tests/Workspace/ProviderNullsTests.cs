using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework.Internal.Server;

namespace TerraformProviderWorkspaceBackup.Tests.Workspace;

public sealed class ProviderNullsTests
{
    public static TheoryData<string, string, string> Nulls => new()
    {
        { "a cluster", """{"clusters":{"eu":null,"us":{"host":"h"}}}""", "clusters[\"eu\"]" },
        { "the clusters", """{"clusters":null}""", "clusters" },
        { "a plugin's command", Exec(""" "api_version":"client.authentication.k8s.io/v1","command":null """), "clusters[\"eu\"].exec.command" },
        { "a plugin's version", Exec(""" "api_version":null,"command":"c" """), "clusters[\"eu\"].exec.api_version" },
        { "an argument", Exec(""" "api_version":"client.authentication.k8s.io/v1","command":"c","args":["a",null] """),
            "clusters[\"eu\"].exec.args[1]" },
        { "a variable", Exec(""" "api_version":"client.authentication.k8s.io/v1","command":"c","env":{"A":null} """),
            "clusters[\"eu\"].exec.env[\"A\"]" },
        { "one of several files", """{"clusters":{"eu":{"config_paths":["a",null]}}}""", "clusters[\"eu\"].config_paths[1]" },
        { "a namespace", """{"namespaces":[null],"clusters":{"eu":{"host":"h"}}}""", "namespaces" },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public async Task A_null_is_an_error_that_names_the_element(string what, string config, string path)
    {
        var bugs = new List<string>();
        using var provider = new ProviderServer(
            new WorkspaceProvider("test", TimeProvider.System), (rpc, exception) => bugs.Add($"{rpc}: {exception}"));

        var response = await provider.ValidateProviderConfig(
            new() { Config = new(default, Encoding.UTF8.GetBytes(config)) }, CancellationToken.None);

        Assert.Empty(bugs);
        Assert.True(response.Diagnostics.Count > 0, what);
        Assert.All(response.Diagnostics, found => Assert.Contains(path, found.Detail));
    }

    private static string Exec(string members) => "{\"clusters\":{\"eu\":{\"host\":\"h\",\"exec\":{" + members + "}}}}";
}
