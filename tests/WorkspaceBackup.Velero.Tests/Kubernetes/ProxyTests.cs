using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("http", null)]
    [InlineData("http", "user:secret-word")]
    [InlineData("socks5", null)]
    [InlineData("socks5h", "user:secret-word")]
    public async Task A_proxy_of_the_configuration_is_used_for_loopback_too(string scheme, string? credential)
    {
        using var authority = new TestCertificates();
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), TestApiServer.Daily);
        await using var proxy = new TestProxy(scheme.StartsWith("socks", StringComparison.Ordinal), credential);
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = server.Url,
            ClusterCaCertificate = authority.Pem,
            ProxyUrl = $"{scheme}://{(credential is null ? "" : credential + "@")}127.0.0.1:{proxy.Port}",
        });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal($"127.0.0.1:{server.Port}", Assert.Single(proxy.Targets));
    }

    [Theory]
    [InlineData("403 Forbidden", FaultKind.ProxyFailed)]
    [InlineData("502 Bad Gateway", FaultKind.HostUnreachable)]
    [InlineData("503 Service Unavailable", FaultKind.HostUnreachable)]
    [InlineData("504 Gateway Timeout", FaultKind.HostUnreachable)]
    public async Task A_proxy_that_refuses_with(string status, FaultKind kind)
    {
        await using var proxy = new TestProxy(refusal: status);
        Fault fault = await FailAsync(proxy.Port);
        Assert.Equal(kind, fault.Kind);
    }

    [Fact]
    public async Task A_proxy_that_wants_other_credentials_fails()
    {
        await using var proxy = new TestProxy(credential: "user:other");
        Assert.Equal(FaultKind.ProxyFailed, (await FailAsync(proxy.Port)).Kind);
    }

    [Fact]
    public async Task A_proxy_that_does_not_listen_is_named_and_not_the_cluster()
    {
        int port = RawServer.ClosedPort();
        Fault fault = await FailAsync(port);
        Assert.Equal(FaultKind.ProxyFailed, fault.Kind);
        Assert.Contains($"the proxy http://127.0.0.1:{port}", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_with_TLS_is_not_shown_the_clusters_client_certificate()
    {
        using var authority = new TestCertificates();
        (string certificate, string key) = authority.Client("operator");
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), TestApiServer.Daily);
        await using var proxy = new TestProxy(certificate: authority.Server());
        using ClusterSet clusters = TestConnections.Open(new()
        {
            Host = server.Url,
            ClusterCaCertificate = authority.Pem,
            ClientCertificate = certificate,
            ClientKey = key,
            ProxyUrl = $"https://127.0.0.1:{proxy.Port}",
        });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        Assert.Equal([null], proxy.Shown);
        Assert.Equal($"127.0.0.1:{server.Port}", Assert.Single(proxy.Targets));
    }

    [Fact]
    public async Task A_proxys_own_bad_certificate_is_named_as_the_proxys()
    {
        using var authority = new TestCertificates();
        using var other = new TestCertificates("other");
        await using var proxy = new TestProxy(certificate: other.Server());
        using ClusterSet clusters = TestConnections.OpenPatiently(new()
        {
            Host = "https://cluster.example:6443",
            ClusterCaCertificate = authority.Pem,
            ProxyUrl = $"https://127.0.0.1:{proxy.Port}",
        });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.ProxyFailed, fault.Kind);
        Assert.Contains($"the proxy https://127.0.0.1:{proxy.Port}", fault.Detail, StringComparison.Ordinal);
        Assert.Contains("CN=other", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_proxy_that_closes_is_tried_three_times_for_a_read(bool isReset)
    {
        await using var proxy = new RawServer(isReset ? RawServer.ResetAsync : RawServer.CloseAsync);
        Fault fault = await FailAsync(proxy.Port);
        Assert.Equal(FaultKind.ConnectionReset, fault.Kind);
        Assert.Equal(3, proxy.Connections);
    }

    public static TheoryData<string, string, string, string, bool> Rules => new()
    {
        { "no variable", "https://h.example", "", "", false },
        { "a variable", "https://h.example", "http://p:1", "", true },
        { "a variable without a scheme", "https://h.example", "p:1", "", true },
        { "another scheme's server", "http://h.example", "http://p:1", "", false },
        { "loopback by name", "https://localhost:6443", "http://p:1", "", false },
        { "loopback by address", "https://127.0.0.2:6443", "http://p:1", "", false },
        { "loopback by IPv6 address", "https://[::1]:6443", "http://p:1", "", false },
        { "everything excepted", "https://h.example", "http://p:1", "*", false },
        { "the host excepted", "https://h.example", "http://p:1", "a,H.example", false },
        { "its domain excepted", "https://h.example", "http://p:1", "example", false },
        { "its domain excepted with a dot", "https://h.example", "http://p:1", ".example", false },
        { "its domain excepted with a star", "https://h.example", "http://p:1", "*.example", false },
        { "a domain with a dot is not itself", "https://example", "http://p:1", ".example", true },
        { "a name that only ends alike", "https://h.example", "http://p:1", "ample", true },
        { "the host with its port excepted", "https://h.example:6443", "http://p:1", "h.example:6443", false },
        { "the host with another port excepted", "https://h.example:6443", "http://p:1", "h.example:443", true },
        { "the address excepted", "https://10.0.0.7:6443", "http://p:1", "10.0.0.7", false },
        { "the address and port excepted", "https://10.0.0.7:6443", "http://p:1", "10.0.0.7:6443", false },
        { "its block excepted", "https://10.0.0.7:6443", "http://p:1", "10.0.0.0/8", false },
        { "another block excepted", "https://10.0.0.7:6443", "http://p:1", "192.168.0.0/16", true },
        { "its IPv6 block excepted", "https://[fd00::7]:6443", "http://p:1", "fd00::/8", false },
        { "its IPv6 address excepted", "https://[fd00::7]:6443", "http://p:1", "fd00::7", false },
        { "a name is not looked up for a block", "https://h.example", "http://p:1", "0.0.0.0/0", true },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_environments_proxy_by_Gos_rules(
        string rule, string server, string proxy, string exceptions, bool isUsed)
    {
        foreach (bool lower in new[] { false, true })
        {
            ProcessEnvironment environment = TestConnections.Environment(
                (lower ? "https_proxy" : "HTTPS_PROXY", proxy), (lower ? "no_proxy" : "NO_PROXY", exceptions));
            (Uri? used, _) = EnvironmentProxy.For(new Uri(server), environment);
            Assert.True(isUsed ? used?.AbsoluteUri == "http://p:1/" : used is null, $"{rule}: {used}");
        }
    }

    [Fact]
    public async Task The_environments_proxy_counts_with_several_clusters_too()
    {
        await using var proxy = new TestProxy(refusal: "502 Bad Gateway");
        using ClusterSet clusters = ClusterSet.Open(
            new()
            {
                Clusters = [
                    new() { Name = "eu", Connection = new() { Host = "https://h.example" } }, new() { Name = "us" }],
                ProviderVersion = "1",
            },
            TestConnections.Environment(("HTTPS_PROXY", $"127.0.0.1:{proxy.Port}")),
            TimeProvider.System);
        Assert.Equal(FaultKind.HostUnreachable, (
            await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync()).Kind);
        Assert.Equal("h.example:443", Assert.Single(proxy.Targets));
    }

    private static async Task<Fault> FailAsync(int port)
    {
        using ClusterSet clusters = TestConnections.OpenPatiently(new()
        {
            Host = "https://cluster.example:6443",
            ProxyUrl = $"http://user:secret-word@127.0.0.1:{port}",
        });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.DoesNotContain("secret-word", fault.ToString(), StringComparison.Ordinal);
        return fault;
    }
}
