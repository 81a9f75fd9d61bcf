using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>
/// An HTTP CONNECT or SOCKS5 proxy that remembers where it was asked to connect and with what credentials.
/// </summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly string? _refusal;

    /// <param name="isSocks">SOCKS5; else HTTP.</param>
    /// <param name="credential"><c>user:password</c> to ask for.</param>
    /// <param name="refusal">The HTTP status line to refuse each CONNECT with.</param>
    /// <param name="certificate">With which it speaks TLS itself, and asks for the client's.</param>
    public TestProxy(
        bool isSocks = false, string? credential = null, string? refusal = null, X509Certificate2? certificate = null)
    {
        _refusal = refusal;
        if (certificate is not null)
        {
            _server = new RawServer((s, c) => TlsAsync(s, certificate, c));
            return;
        }

        _server = new RawServer(
            isSocks ? (s, c) => SocksAsync(s, credential, c) : (s, c) => ConnectAsync(s, credential, c));
    }

    public ConcurrentQueue<string> Targets { get; } = new();

    /// <summary>The subjects of the certificates that clients have shown; null: none.</summary>
    public ConcurrentQueue<string?> Shown { get; } = new();

    public int Port => _server.Port;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TlsAsync(Socket client, X509Certificate2 certificate, CancellationToken stop)
    {
        using var near = new SslStream(new NetworkStream(client));
        await near.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                {
                    Shown.Enqueue(shown?.Subject);
                    return true;
                },
            },
            stop);
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await near.ReadExactlyAsync(one, stop);
            head.Append((char)one[0]);
        }

        string target = head.ToString().Split(' ')[1];
        Targets.Enqueue(target);
        await near.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 Connection established\r\n\r\n"), stop);
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(IPEndPoint.Parse(target), stop);
        using var far = new NetworkStream(server);
        await Task.WhenAny(near.CopyToAsync(far, stop), far.CopyToAsync(near, stop));
    }

    private async Task ConnectAsync(Socket client, string? credential, CancellationToken stop)
    {
        while (true)
        {
            string head = await ReadHeadAsync(client, stop);
            string target = head.Split(' ')[1];
            string? expected = credential is null
                ? null
                : "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(credential));
            if (expected is not null && !head.Contains(expected, StringComparison.Ordinal))
            {
                await SendAsync(
                    client,
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
                    stop);
                continue;
            }

            Targets.Enqueue(target);
            if (_refusal is not null)
            {
                await SendAsync(client, $"HTTP/1.1 {_refusal}\r\nContent-Length: 0\r\n\r\n", stop);
                return;
            }

            await SendAsync(client, "HTTP/1.1 200 Connection established\r\n\r\n", stop);
            await PipeAsync(client, IPEndPoint.Parse(target), stop);
            return;
        }
    }

    private async Task SocksAsync(Socket client, string? credential, CancellationToken stop)
    {
        byte[] hello = await ReadAsync(client, 2, stop);
        await ReadAsync(client, hello[1], stop);
        await client.SendAsync(new byte[] { 5, (byte)(credential is null ? 0 : 2) }, SocketFlags.None, stop);
        if (credential is not null)
        {
            byte[] user = await ReadAsync(client, (await ReadAsync(client, 2, stop))[1], stop);
            byte[] password = await ReadAsync(client, (await ReadAsync(client, 1, stop))[0], stop);
            bool isRight = $"{Encoding.ASCII.GetString(user)}:{Encoding.ASCII.GetString(password)}" == credential;
            await client.SendAsync(new byte[] { 1, (byte)(isRight ? 0 : 1) }, SocketFlags.None, stop);
        }

        byte[] request = await ReadAsync(client, 4, stop);
        Assert.Equal(1, request[3]);
        var address = new IPAddress(await ReadAsync(client, 4, stop));
        byte[] port = await ReadAsync(client, 2, stop);
        var target = new IPEndPoint(address, (port[0] << 8) | port[1]);
        Targets.Enqueue(target.ToString());
        await client.SendAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, SocketFlags.None, stop);
        await PipeAsync(client, target, stop);
    }

    private static async Task PipeAsync(Socket client, IPEndPoint target, CancellationToken stop)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(target, stop);
        using var near = new NetworkStream(client);
        using var far = new NetworkStream(server);
        await Task.WhenAny(near.CopyToAsync(far, stop), far.CopyToAsync(near, stop));
    }

    private static async Task<string> ReadHeadAsync(Socket socket, CancellationToken stop)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(socket, 1, stop))[0]);
        }

        return head.ToString();
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count, CancellationToken stop)
    {
        byte[] bytes = new byte[count];
        for (int read = 0; read < count;)
        {
            int got = await socket.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None, stop);
            read += got > 0 ? got : throw new IOException("the client has gone");
        }

        return bytes;
    }

    private static async Task SendAsync(Socket socket, string text, CancellationToken stop) =>
        await socket.SendAsync(Encoding.ASCII.GetBytes(text), SocketFlags.None, stop);
}
