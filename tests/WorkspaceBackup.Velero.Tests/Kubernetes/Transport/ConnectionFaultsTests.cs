using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using WorkspaceBackup.Velero.Clusters;
using WorkspaceBackup.Velero.Faults;
using WorkspaceBackup.Velero.Kubernetes.Credentials;
using WorkspaceBackup.Velero.Kubernetes.Transport;
using WorkspaceBackup.Velero.Tests.Kubernetes.Servers;
using Endpoint = WorkspaceBackup.Velero.Kubernetes.Endpoint;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Transport;

public sealed class ConnectionFaultsTests
{
    public static TheoryData<string, FaultKind> BrokenServers => new()
    {
        { "resets the connection in the TLS handshake", FaultKind.ConnectionReset },
        { "closes the connection in the TLS handshake, as a load balancer without a server does",
            FaultKind.ConnectionReset },
        { "speaks HTTP where TLS is expected", FaultKind.TlsFailed },
        { "answers with a TLS alert", FaultKind.TlsFailed },
        { "takes the connection and says nothing", FaultKind.TimedOut },
        { "does not listen", FaultKind.ConnectionRefused },
    };

    [Theory]
    [MemberData(nameof(BrokenServers))]
    public async Task A_server_that(string does, FaultKind expected)
    {
        await using var server = new RawServer(does switch
        {
            "resets the connection in the TLS handshake" => RawServer.ResetAsync,
            "speaks HTTP where TLS is expected" =>
                RawServer.Saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
            "answers with a TLS alert" => RawServer.Saying("\x15\x03\x03\x00\x02\x02\x28"),
            "takes the connection and says nothing" => RawServer.SilentAsync,
            _ => RawServer.CloseAsync,
        });
        int port = does == "does not listen" ? RawServer.ClosedPort() : server.Port;
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = $"https://127.0.0.1:{port}", Insecure = true, Token = "secret-token" },
            TimeSpan.FromSeconds(expected == FaultKind.TimedOut ? 0.5 : 30));

        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();

        Assert.Equal(expected, fault.Kind);
        Assert.Equal(expected != FaultKind.TlsFailed, fault.IsUnhealthy);
        Assert.DoesNotContain("secret-token", fault.ToString(), StringComparison.Ordinal);
        if (expected == FaultKind.TimedOut)
        {
            Assert.Equal(1, server.Connections);
        }
    }

    [Theory]
    [InlineData("", FaultKind.ConnectionReset)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":",
        FaultKind.ConnectionReset)]
    [InlineData("220 mail.example ESMTP\r\n", FaultKind.UnexpectedAnswer)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{\"a\":",
        FaultKind.UnexpectedAnswer)]
    public async Task A_plaintext_server_that_answers(string text, FaultKind expected)
    {
        await using var server = new RawServer(RawServer.Saying(text));
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = $"http://127.0.0.1:{server.Port}" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(expected, fault.Kind);
    }

    [Fact]
    public void A_new_connection_that_ends_before_HTTP_2_begins_was_closed_and_not_misunderstood()
    {
        var endpoint = new Endpoint { Server = new Uri("https://127.0.0.1:6443"), Credentials = new() };
        var ended = new HttpRequestException(
            HttpRequestError.InvalidResponse, "An HTTP/2 connection could not be established.",
            new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

        Assert.Equal(FaultKind.ConnectionReset, ConnectionFaults.From("eu", endpoint, ended).Kind);
    }

    [Fact]
    public async Task A_slow_answer_is_a_time_out_and_not_asked_for_again()
    {
        using var authority = new TestCertificates();
        await using TestApiServer server = await TestApiServer.StartAsync(
            authority.Server(), c => Task.Delay(Timeout.Infinite, c.RequestAborted));
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = server.Url, ClusterCaCertificate = authority.Pem }, TimeSpan.FromSeconds(2));
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.TimedOut, fault.Kind);
        Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_a_time_out()
    {
        using var authority = new TestCertificates();
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync("{\"a\":", c.RequestAborted);
            await Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using ClusterSet clusters = TestConnections.Open(
            new() { Host = server.Url, ClusterCaCertificate = authority.Pem }, TimeSpan.FromSeconds(2));
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.TimedOut, fault.Kind);
    }

    [Fact]
    public async Task Cancelling_is_told_apart_from_a_time_out()
    {
        using var authority = new TestCertificates();
        var asked = new TaskCompletionSource();
        await using TestApiServer server = await TestApiServer.StartAsync(authority.Server(), c =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, c.RequestAborted);
        });
        using ClusterSet clusters =
            TestConnections.Open(new() { Host = server.Url, ClusterCaCertificate = authority.Pem });
        using var stop = new CancellationTokenSource();
        Task<Outcome<System.Text.Json.Nodes.JsonObject>> get =
            clusters.Api().GetAsync(TestConnections.Daily, stop.Token);
        await asked.Task.InTimeAsync();
        await stop.CancelAsync();
        Assert.Equal(FaultKind.Cancelled, (await get.FaultAsync()).Kind);
    }

    [Fact]
    public void An_alert_after_the_handshake_is_no_unhealthy_server()
    {
        var alert = new IOException(
            "decryption failed", new CryptographicException("tlsv13 alert certificate required"));
        var exception = new HttpRequestException(HttpRequestError.Unknown, "x", alert);
        Assert.Equal(FaultKind.TlsFailed, ConnectionFaults.From("eu", s_endpoint, exception).Kind);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, FaultKind.HostUnknown)]
    [InlineData(SocketError.NoData, FaultKind.HostUnknown)]
    [InlineData(SocketError.TryAgain, FaultKind.NameLookupFailed)]
    [InlineData(SocketError.NoRecovery, FaultKind.NameLookupFailed)]
    [InlineData(SocketError.HostUnreachable, FaultKind.HostUnreachable)]
    [InlineData(SocketError.NetworkUnreachable, FaultKind.HostUnreachable)]
    [InlineData(SocketError.NetworkDown, FaultKind.HostUnreachable)]
    [InlineData(SocketError.TimedOut, FaultKind.TimedOut)]
    [InlineData(SocketError.ConnectionReset, FaultKind.ConnectionReset)]
    [InlineData(SocketError.ConnectionAborted, FaultKind.ConnectionReset)]
    [InlineData(SocketError.ConnectionRefused, FaultKind.ConnectionRefused)]
    public void A_socket_error(SocketError error, FaultKind expected)
    {
        var exception =
            new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)error));
        Assert.Equal(expected, ConnectionFaults.From("eu", s_endpoint, exception).Kind);
    }

    [Fact]
    public async Task A_host_name_that_does_not_exist_never_counts_as_reached()
    {
        // .invalid is reserved for this; without a name server the answer is "try again".
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = "https://cluster.invalid:6443" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.True(fault.Kind is FaultKind.HostUnknown or FaultKind.NameLookupFailed, fault.ToString());
    }

    [Fact]
    public async Task An_address_without_a_route_is_unreachable()
    {
        // The broadcast address: Linux refuses a TCP connection to it without sending anything.
        using ClusterSet clusters = TestConnections.OpenPatiently(new() { Host = "https://255.255.255.255:6443" });
        Fault fault = await clusters.Api().GetAsync(TestConnections.Daily, default).FaultAsync();
        Assert.Equal(FaultKind.HostUnreachable, fault.Kind);
    }

    private static readonly WorkspaceBackup.Velero.Kubernetes.Endpoint s_endpoint = new()
    {
        Server = new Uri("https://127.0.0.1:6443"),
        Credentials = CredentialSettings.Anonymous,
    };
}
