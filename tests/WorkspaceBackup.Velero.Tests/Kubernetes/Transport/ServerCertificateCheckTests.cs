using System.Security.Cryptography.X509Certificates;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class ServerCertificateCheckTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_certificate_of_the_configured_authority_is_trusted_over_HTTP_2()
    {
        using var authority = new TestCertificates();
        SeenRequest seen = await SucceedAsync(authority.Server(), new() { ClusterCaCertificate = authority.Pem });
        Assert.Equal("HTTP/2", seen.Protocol);
    }

    [Fact]
    public async Task Any_authority_of_a_bundle_will_do()
    {
        using var old = new TestCertificates("old");
        using var authority = new TestCertificates("new");
        await SucceedAsync(authority.Server(), new() { ClusterCaCertificate = old.Pem + "\n" + authority.Pem });
    }

    [Fact]
    public async Task Another_authority_is_not_trusted()
    {
        using var authority = new TestCertificates();
        using var other = new TestCertificates("other");
        Fault fault = await FailAsync(authority.Server(), new() { ClusterCaCertificate = other.Pem });
        Assert.Equal(FaultKind.TlsUntrusted, fault.Kind);
        Assert.Contains("CN=test-ca", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_authority_the_system_decides_and_knows_no_test_authority()
    {
        using var authority = new TestCertificates();
        Fault fault = await FailAsync(authority.Server(), new());
        Assert.Equal(FaultKind.TlsUntrusted, fault.Kind);
        Assert.Contains("of this system", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        using var authority = new TestCertificates();
        X509Certificate2 server = authority.Server(["other.example"], loopback: false);
        Fault fault = await FailAsync(server, new() { ClusterCaCertificate = authority.Pem });
        Assert.Equal(FaultKind.TlsNameMismatch, fault.Kind);
        Assert.Contains("other.example", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_common_name_is_no_host_name_as_in_Go()
    {
        using var authority = new TestCertificates();
        Fault fault = await FailAsync(authority.CommonNameOnly("127.0.0.1"), new() { ClusterCaCertificate = authority.Pem });
        Assert.Equal(FaultKind.TlsNameMismatch, fault.Kind);
        Assert.Contains("subject alternative names", fault.Detail, StringComparison.Ordinal);

        Fault named = await FailAsync(
            authority.CommonNameOnly("api.example"), new() { ClusterCaCertificate = authority.Pem, TlsServerName = "api.example" });
        Assert.Equal(FaultKind.TlsNameMismatch, named.Kind);
    }

    [Fact]
    public async Task A_certificate_of_the_right_authority_and_the_wrong_usage_does_not_ask_for_another_authority()
    {
        using var authority = new TestCertificates();
        await using var server = new TestProxy(certificate: authority.ForClientsAlone());
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"https://127.0.0.1:{server.Port}", ClusterCaCertificate = authority.Pem });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.TlsFailed, fault.Kind);
        Assert.Contains("server authentication", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_authority_may_not_sign_for_does_not_ask_for_another_authority()
    {
        using var authority = TestCertificates.ForDomain("example.org");
        ConnectionSettings settings = new() { ClusterCaCertificate = authority.Pem };
        await SucceedAsync(
            authority.Server(["api.example.org"], loopback: false), settings with { TlsServerName = "api.example.org" });

        Fault fault = await FailAsync(
            authority.Server(["api.example.com"], loopback: false), settings with { TlsServerName = "api.example.com" });
        Assert.Equal(FaultKind.TlsFailed, fault.Kind);
        Assert.Contains("a name that the authority may sign for", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_TLS_server_name_is_the_one_expected()
    {
        using var authority = new TestCertificates();
        X509Certificate2 server = authority.Server(["other.example"], loopback: false);
        await SucceedAsync(server, new() { ClusterCaCertificate = authority.Pem, TlsServerName = "other.example" });
    }

    [Fact]
    public async Task A_wrong_TLS_server_name_is_refused_though_the_address_matches()
    {
        using var authority = new TestCertificates();
        Fault fault = await FailAsync(
            authority.Server(), new() { ClusterCaCertificate = authority.Pem, TlsServerName = "other.example" });
        Assert.Equal(FaultKind.TlsNameMismatch, fault.Kind);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_date()
    {
        using var authority = new TestCertificates();
        X509Certificate2 server = authority.Server(notBefore: s_now.AddDays(-2), notAfter: s_now.AddHours(-1));
        Fault fault = await FailAsync(server, new() { ClusterCaCertificate = authority.Pem });
        Assert.Equal(FaultKind.TlsExpired, fault.Kind);
        Assert.Contains("expired at", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_not_valid_yet_is_refused_with_this_machines_time()
    {
        using var authority = new TestCertificates();
        X509Certificate2 server = authority.Server(notBefore: s_now.AddHours(1), notAfter: s_now.AddDays(1));
        Fault fault = await FailAsync(server, new() { ClusterCaCertificate = authority.Pem });
        Assert.Equal(FaultKind.TlsExpired, fault.Kind);
        Assert.Contains("clock", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_intermediate_alone_is_an_anchor_as_in_Go()
    {
        using var root = new TestCertificates();
        using TestCertificates intermediate = root.Intermediate();
        await SucceedAsync(intermediate.Server(), new() { ClusterCaCertificate = intermediate.Pem });
    }

    [Fact]
    public async Task An_intermediate_as_anchor_does_not_take_the_name_check_away()
    {
        using var root = new TestCertificates();
        using TestCertificates intermediate = root.Intermediate();
        X509Certificate2 server = intermediate.Server(["other.example"], loopback: false);
        Fault fault = await FailAsync(server, new() { ClusterCaCertificate = intermediate.Pem });
        Assert.Equal(FaultKind.TlsNameMismatch, fault.Kind);
    }

    [Fact]
    public async Task An_intermediate_as_anchor_does_not_take_the_time_check_away()
    {
        using var root = new TestCertificates();
        using TestCertificates intermediate = root.Intermediate();
        X509Certificate2 server = intermediate.Server(notBefore: s_now.AddDays(-2), notAfter: s_now.AddHours(-1));
        Fault fault = await FailAsync(server, new() { ClusterCaCertificate = intermediate.Pem });
        Assert.Equal(FaultKind.TlsExpired, fault.Kind);
    }

    [Fact]
    public async Task A_certificate_signed_by_an_impostor_of_the_intermediate_is_refused()
    {
        using var root = new TestCertificates();
        using TestCertificates intermediate = root.Intermediate();
        using TestCertificates impostor = intermediate.Impostor();
        Fault fault = await FailAsync(impostor.Server(), new() { ClusterCaCertificate = intermediate.Pem });
        Assert.Equal(FaultKind.TlsUntrusted, fault.Kind);
    }

    [Fact]
    public async Task A_certificate_signed_by_an_impostor_of_the_root_is_refused()
    {
        using var root = new TestCertificates();
        using TestCertificates impostor = root.Impostor();
        Fault fault = await FailAsync(impostor.Server(), new() { ClusterCaCertificate = root.Pem });
        Assert.Equal(FaultKind.TlsUntrusted, fault.Kind);
    }

    [Fact]
    public async Task The_servers_own_certificate_in_the_bundle_is_an_anchor_as_in_Go()
    {
        using var authority = new TestCertificates();
        X509Certificate2 server = authority.Server();
        await SucceedAsync(server, new() { ClusterCaCertificate = server.ExportCertificatePem() });
    }

    [Fact]
    public async Task Insecure_checks_nothing()
    {
        using var authority = new TestCertificates();
        X509Certificate2 server =
            authority.Server(["x.example"], loopback: false, s_now.AddDays(-2), s_now.AddDays(-1));
        await SucceedAsync(server, new() { Insecure = true });
    }

    private static async Task<SeenRequest> SucceedAsync(X509Certificate2 certificate, ConnectionSettings settings)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(certificate, TestApiServer.Daily);
        using ClusterSet clusters = TestConnections.Open(settings with { Host = server.Url });
        await clusters.Api().GetAsync(TestConnections.Daily, default).ValueAsync();
        return Assert.Single(server.Seen);
    }

    private static async Task<Fault> FailAsync(X509Certificate2 certificate, ConnectionSettings settings)
    {
        await using TestApiServer server = await TestApiServer.StartAsync(certificate, TestApiServer.Daily);
        using ClusterSet clusters =
            TestConnections.Open(settings with { Host = server.Url, Token = "token-in-no-message" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Empty(server.Seen);
        Assert.Equal("eu", fault.Cluster);
        Assert.False(fault.IsUnhealthy);
        Assert.DoesNotContain("token-in-no-message", fault.ToString(), StringComparison.Ordinal);
        return fault;
    }
}
