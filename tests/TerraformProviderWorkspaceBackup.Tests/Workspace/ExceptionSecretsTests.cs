using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json.Nodes;
using TerraformPlugin.Framework.Internal.Server;
using VeleroSandbox;

namespace TerraformProviderWorkspaceBackup.Tests.Workspace;

/// <summary>
/// A crash prints an exception with all inside it, and so does the log of a call that failed. So no exception that is
/// thrown anywhere while credentials are read, also one that is caught again, may hold one of them.
/// </summary>
public sealed class ExceptionSecretsTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Sandbox _sandbox = Sandbox.Start(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exceptions-");
    private readonly ConcurrentQueue<Exception> _thrown = new();
    private readonly List<string> _planted = [];

    [Fact]
    public async Task No_exception_holds_a_credential()
    {
        var password = Planted();
        _planted.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{password}")));
        var clusters = new JsonObject
        {
            ["token"] = Connection(new() { ["token"] = Planted() }),
            ["token-in-two-lines"] = Connection(new() { ["token"] = $"two\nlines{Planted()}" }),
            ["token-file"] = Connection(new() { ["token_file"] = Written(Planted() + "\nand more") }),
            ["token-as-token-file"] = Connection(new() { ["token_file"] = Planted() }),
            ["long-token-as-token-file"] = Connection(new() { ["token_file"] = string.Concat(Planted(), Planted(), Planted()) }),
            ["content-as-config-path"] = new JsonObject { ["config_path"] = $"apiVersion: v1\ntoken: {Planted()}" },
            ["content-as-one-of-config-paths"] = new JsonObject
            {
                ["config_paths"] = new JsonArray("/nonexistent/config", $"users: [{{user: {{token: {Planted()}}}}}]", Planted()),
            },
            ["plugin-of-a-command-line"] = Connection(new()
            {
                ["exec"] = new JsonObject
                {
                    ["api_version"] = "client.authentication.k8s.io/v1",
                    ["command"] = $"/nonexistent/get-token --token {Planted()}",
                },
            }),
            ["base64-as-path-in-kubeconfig"] = Kubeconfig($$$"""
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {client-certificate: {{{Planted()}}}, client-key: {{{Planted()}}}}}]
                """),
            ["token-as-token-file-in-kubeconfig"] = Kubeconfig($$$"""
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {tokenFile: {{{Planted()}}}}}]
                """),
            ["password"] = Connection(new() { ["username"] = "user", ["password"] = password }),
            ["key"] = Connection(new()
            {
                ["client_certificate"] = _sandbox.Clusters[0].Certificates.AuthorityPem,
                ["client_key"] = $"-----BEGIN PRIVATE KEY-----\n{Planted()}\n-----END PRIVATE KEY-----\n",
            }),
            ["proxy"] = Connection(new() { ["proxy_url"] = $"http://user:{Planted()}@127.0.0.1:1" }),
            ["no-proxy"] = Connection(new() { ["proxy_url"] = $"http://user:{Planted()}@:x" }),
            ["plugin-fails"] = Connection(Plugin(
                Written($$$"""{"status": {"token": "{{{Planted()}}}"} }"""),
                "cat \"$0\" >&2; echo \"$SECRET\" >&2; exit 1")),
            ["plugin-breaks-off"] = Connection(Plugin(
                Written($$$"""{"kind": "ExecCredential", "status": {"token": "{{{Planted()}}}" """), "cat \"$0\"")),
            ["plugin-babbles"] = Connection(Plugin(Written(Planted()), "cat \"$0\"")),
            ["plugin-key"] = Connection(Plugin(
                Written($$$"""
                    {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status":
                    {"clientCertificateData": "{{{Planted()}}}", "clientKeyData": "{{{Planted()}}}"}}
                    """),
                "cat \"$0\"")),
            ["broken-kubeconfig"] = Kubeconfig($"users: [{{name: u, user: {{token: {Planted()}\n- x"),
            ["unended-kubeconfig"] = Kubeconfig($"users: [{{name: u, user: {{token: \"{Planted()}"),
            ["misshapen-kubeconfig"] = Kubeconfig($"users: [{{name: u, user: [{Planted()}]}}]"),
            ["key-in-kubeconfig"] = Kubeconfig($$$"""
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {client-certificate-data: "{{{Planted()}}}", client-key-data: "{{{Planted()}}}"}}]
                """),
        };
        using var provider = new ProviderServer(new WorkspaceProvider("test", TimeProvider.System));

        AppDomain.CurrentDomain.FirstChanceException += Keep;
        try
        {
            var configured = await provider.ConfigureProvider(
                new()
                {
                    Config = Json(new() { ["namespaces"] = new JsonArray("shop"), ["clusters"] = clusters }),
                },
                CancellationToken.None).WaitAsync(s_limit);
            var read = await provider.ReadDataSource(
                new() { TypeName = "workspace_clusters", Config = Json([]) }, CancellationToken.None)
                .WaitAsync(s_limit);
            var said = string.Join('\n', configured.Diagnostics.Concat(read.Diagnostics).Select(found => $"{found}"));
            Assert.All(_planted, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Keep;
        }

        var texts = _thrown.Select(thrown => $"{thrown}").ToList();
        Assert.All(_planted, secret => Assert.DoesNotContain(texts, text => text.Contains(secret)));

        // The readers did throw.
        Assert.Contains(_thrown, thrown => thrown is YamlDotNet.Core.YamlException);
        Assert.Contains(_thrown, thrown => thrown is System.Text.Json.JsonException);
        Assert.Contains(_thrown, thrown => thrown is System.Security.Cryptography.CryptographicException);
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Keep(object? sender, FirstChanceExceptionEventArgs thrown) => _thrown.Enqueue(thrown.Exception);

    private string Planted()
    {
        _planted.Add($"planted{Guid.NewGuid():N}");
        return _planted[^1];
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }

    private JsonObject Kubeconfig(string text) => new() { ["config_path"] = Written(text) };

    private JsonObject Connection(JsonObject credentials)
    {
        credentials["host"] = _sandbox.Clusters[0].Url.ToString().TrimEnd('/');
        credentials["cluster_ca_certificate"] = _sandbox.Clusters[0].Certificates.AuthorityPem;
        return credentials;
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

    private static EncodedValue Json(JsonObject json) => new(default, Encoding.UTF8.GetBytes(json.ToJsonString()));
}
