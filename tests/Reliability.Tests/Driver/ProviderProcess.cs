using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework.Internal.Server;
using TerraformProviderWorkspaceBackup;
using VeleroSandbox;

namespace Reliability.Tests.Driver;

/// <summary>The provider as Terraform starts it, once for each walk over the configuration.</summary>
internal sealed class ProviderProcess : IDisposable
{
    private ProviderProcess(ProviderServer server) => Server = server;

    public ProviderServer Server { get; }

    public static async Task<ProviderProcess> StartAsync(
        Sandbox sandbox, IEnumerable<string> clusters, IReadOnlySet<string> detached, string? failingPlugin, IdleTime time, Report report)
    {
        var server = new ProviderServer(
            new WorkspaceProvider("test", time)
            {
                Around = (_, handler) => new ThrowingTransport(new NumberedRequests(handler, time)),
            },
            (rpc, exception) => report.Bugs.Add($"{rpc}: {exception}"));
        var process = new ProviderProcess(server);
        var config = new JsonObject
        {
            ["namespaces"] = new JsonArray("shop"),
            ["request_timeout"] = $"{Terraform.RequestLimit.TotalSeconds}s",
            ["clusters"] = new JsonObject(clusters.Select(name => KeyValuePair.Create(
                name, (JsonNode?)Connection(sandbox[name], detached.Contains(name), name == failingPlugin)))),
        };
        var response = await server.ConfigureProvider(new() { Config = Json(config) }, CancellationToken.None);
        report.Diagnostics.AddRange(response.Diagnostics);
        return process;
    }

    public static EncodedValue Json(JsonNode json) => new(default, Encoding.UTF8.GetBytes(json.ToJsonString()));

    public void Dispose() => Server.Dispose();

    private static JsonObject Connection(SandboxCluster cluster, bool detached, bool pluginFails) => new()
    {
        ["host"] = cluster.Url.ToString().TrimEnd('/'),
        ["cluster_ca_certificate"] = cluster.Certificates.AuthorityPem,
        ["token"] = pluginFails ? null : cluster.AdminToken,
        ["exec"] = !pluginFails ? null : new JsonObject
        {
            ["api_version"] = "client.authentication.k8s.io/v1",
            ["command"] = "false",
        },
        ["detached"] = detached,
    };
}
