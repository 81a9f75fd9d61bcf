using System.Text;
using Microsoft.AspNetCore.Http;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Credentials;

public sealed class CredentialSourceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestCertificates _authority = new();

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_certificate_is_shown_whatever_its_key(bool rsa)
    {
        (string certificate, string key) = _authority.Client("admin", rsa);
        await using TestApiServer server = await StartAsync(TestApiServer.Daily);
        using ClusterSet clusters = Open(server, new() { ClientCertificate = certificate, ClientKey = key });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal("CN=admin", server.Seen[0].Client?.Subject);
        Assert.Equal(0, server.Seen[0].Headers.Authorization.Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refusal_of_a_request_without_credentials_says_that_there_were_none(int code)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(null, TestApiServer.Refusal(
            code, "Forbidden", "schedules.velero.io is forbidden: User \"system:anonymous\" cannot get resource"));
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"http://127.0.0.1:{server.Port}", Token = "", TokenFile = " ", Username = "" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.CredentialsMissing, fault.Kind);
        Fault probed = await clusters.Clusters[0].Probe.GetAsync(default).FaultAsync();
        Assert.Equal(FaultKind.CredentialsMissing, probed.Kind);
        Assert.DoesNotContain("grant", probed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_client_certificate_explains_a_401()
    {
        (string certificate, string key) = _authority.Client("admin", notAfter: DateTimeOffset.UtcNow.AddHours(-1));
        await using TestApiServer server = await StartAsync(TestApiServer.Refusal(401, "Unauthorized", "Unauthorized"));
        using ClusterSet clusters = Open(server, new() { ClientCertificate = certificate, ClientKey = key });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.ClientCertificateInvalid, fault.Kind);
        Assert.Contains("expired at", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another key")]
    [InlineData("an encrypted key")]
    [InlineData("no certificate")]
    public async Task A_client_certificate_with(string what)
    {
        (string certificate, string key) = _authority.Client("admin");
        (_, string otherKey) = _authority.Client("other");
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = "h",
            ClientCertificate = what == "no certificate" ? "nonsense" : certificate,
            ClientKey = what switch
            {
                "another key" => otherKey,
                "an encrypted key" => "-----BEGIN ENCRYPTED PRIVATE KEY-----",
                _ => key,
            },
        });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.ClientCertificateInvalid, fault.Kind);
    }

    [Fact]
    public async Task A_client_certificate_with_an_Ed25519_key_is_named_as_one_that_cannot_be_used()
    {
        const string Ed25519 = """
            -----BEGIN CERTIFICATE-----
            MIIBPDCB76ADAgECAhQ9lgcGU2J+uXpmc7GfdpAoyaR97zAFBgMrZXAwEzERMA8G
            A1UEAwwIb3BlcmF0b3IwIBcNMjYxMTMwMTIwNjMzWhgPMjEyNjExMDYxMjA2MzNa
            MBMxETAPBgNVBAMMCG9wZXJhdG9yMCowBQYDK2VwAyEAhxeA4gdnO+rWmU73VkWP
            XtpNsteTHMxbi72rziSgq8ejUzBRMB0GA1UdDgQWBBSu0VvbPePTr4wqsq+ZytEP
            hi0eDTAfBgNVHSMEGDAWgBSu0VvbPePTr4wqsq+ZytEPhi0eDTAPBgNVHRMBAf8E
            BTADAQH/MAUGAytlcANBACm8k0HPDFJoyF6s0u5bl8zQenD35bm4/wOK4GLXnk4t
            dYj3tk1qTsreWZo6cZwCV5UzDo9VAVjt0uO1ZAUJkQg=
            -----END CERTIFICATE-----
            """;
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = "h",
            ClientCertificate = Ed25519,
            ClientKey = _authority.Client("operator").Key,
        });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.ClientCertificateInvalid, fault.Kind);
        Assert.Contains("Ed25519", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Basic_authentication_is_sent()
    {
        await using TestApiServer server = await StartAsync(TestApiServer.Daily);
        using ClusterSet clusters = Open(server, new() { Username = "ü", Password = "p:w" });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal(
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ü:p:w")), server.Seen[0].Headers.Authorization);
    }

    [Fact]
    public async Task A_token_file_is_read_for_every_request()
    {
        string path = _folder.Write("token", "one\n");
        await using TestApiServer server = await StartAsync(TestApiServer.Daily);
        using ClusterSet clusters = Open(server, new() { TokenFile = path });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        File.WriteAllText(path, "two");
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal(["Bearer one", "Bearer two"], server.Seen.Select(s => s.Headers.Authorization.ToString()));
    }

    [Fact]
    public async Task A_token_rotated_under_way_is_tried_once_more_even_for_a_write()
    {
        string path = _folder.Write("token", "one");
        await using TestApiServer server = await StartAsync(context =>
        {
            if (context.Request.Headers.Authorization == "Bearer one")
            {
                File.WriteAllText(path, "two");
                return TestApiServer.Refusal(401, "Unauthorized", "Unauthorized")(context);
            }

            return TestApiServer.Daily(context);
        });
        using ClusterSet clusters = Open(server, new() { TokenFile = path });
        await clusters.Api().CreateAsync(TestConnections.Schedules, [], default, default).ValueAsync();
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task A_401_for_a_token_that_has_not_changed_is_final()
    {
        await using TestApiServer server = await StartAsync(TestApiServer.Refusal(401, "Unauthorized", "Unauthorized"));
        using ClusterSet clusters = Open(server, new() { TokenFile = _folder.Write("token", "one") });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.Unauthorized, fault.Kind);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("secret word", "a blank")]
    [InlineData(null, "does not exist")]
    public async Task A_token_file_that_is_no_use_is_named(string? content, string detail)
    {
        string path = content is null ? Path.Combine(_folder.Path, "none") : _folder.Write("token", content);
        using ClusterSet clusters = TestConnections.Open(new() { Host = "h", TokenFile = path });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.TokenFileUnreadable, fault.Kind);
        Assert.Contains($"{path}", fault.Detail, StringComparison.Ordinal);
        Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Impersonation_is_sent_as_headers_one_for_each_value(bool severalValues)
    {
        await using TestApiServer server = await StartAsync(TestApiServer.Daily);
        string path = _folder.Write("config", $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u} }]
            clusters: [{name: c, cluster: {server: "{{server.Url}}", insecure-skip-tls-verify: true} }]
            users:
            - name: u
              user:
                token: t
                as: jürgen
                as-uid: "7"
                as-groups: [one{{(severalValues ? ", two" : "")}}]
                as-user-extra: {"acme.com/Scopes%": [a{{(severalValues ? ", b" : "")}}]}
            """);
        using ClusterSet clusters = TestConnections.Open(new() { ConfigPath = path });
        var body = new System.Text.Json.Nodes.JsonObject { ["text"] = new string('x', 100_000) };
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        await clusters.Api().CreateAsync(TestConnections.Schedules, body, default, default).ValueAsync();
        await clusters.Api().PatchAsync(TestConnections.Daily, body, default, default).ValueAsync();
        await clusters.Api().DeleteAsync(TestConnections.Daily, null, default, default).ValueAsync();
        Assert.Equal(4, server.Seen.Count);
        foreach (SeenRequest seen in server.Seen)
        {
            Assert.Equal(severalValues ? "HTTP/1.1" : "HTTP/2", seen.Protocol);
            Assert.Equal("jürgen", seen.Headers["Impersonate-User"]);
            Assert.Equal("7", seen.Headers["Impersonate-Uid"]);
            Assert.Equal(severalValues ? ["one", "two"] : ["one"], seen.Headers["Impersonate-Group"].AsEnumerable());
            Assert.Equal(
                severalValues ? ["a", "b"]
                    : ["a"], seen.Headers["Impersonate-Extra-acme.com%2Fscopes%25"].AsEnumerable());
            Assert.Equal("Bearer t", seen.Headers.Authorization);
            Assert.False(seen.Headers.ContainsKey("X-Repeated-Headers"));
        }
    }

    [Fact]
    public void Credentials_do_not_print_themselves()
    {
        Assert.DoesNotContain("word", new Credential("Bearer word", null).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "word", new CredentialSettings { Token = "word", Password = "word" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("word", new ExecCredential { Token = "word" }.ToString(), StringComparison.Ordinal);
    }

    private Task<TestApiServer> StartAsync(RequestDelegate answer) =>
        TestApiServer.StartAsync(_authority.Server(), answer);

    private ClusterSet Open(TestApiServer server, ConnectionSettings settings) =>
        TestConnections.Open(settings with { Host = server.Url, ClusterCaCertificate = _authority.Pem });
}
