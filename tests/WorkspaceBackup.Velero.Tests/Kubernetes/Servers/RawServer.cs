using System.Net;
using System.Net.Sockets;

namespace WorkspaceBackup.Velero.Tests.Kubernetes.Servers;

/// <summary>A TCP server on a free loopback port, for what no HTTP server would do.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    public RawServer(Func<Socket, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Reads what comes first, then resets the connection.</summary>
    public static async Task ResetAsync(Socket socket, CancellationToken stop)
    {
        await socket.ReceiveAsync(new byte[16], SocketFlags.None, stop);
        socket.LingerState = new LingerOption(true, 0);
    }

    /// <summary>Reads what comes first, then closes the connection in order.</summary>
    public static async Task CloseAsync(Socket socket, CancellationToken stop)
    {
        byte[] buffer = new byte[64 * 1024];
        await socket.ReceiveAsync(buffer, SocketFlags.None, stop);
    }

    /// <summary>Takes the connection and says nothing.</summary>
    public static Task SilentAsync(Socket socket, CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Answers the first bytes with this text.</summary>
    public static Func<Socket, CancellationToken, Task> Saying(string text) => async (socket, stop) =>
    {
        await socket.ReceiveAsync(new byte[64 * 1024], SocketFlags.None, stop);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(text), SocketFlags.None, stop);
        socket.Shutdown(SocketShutdown.Send);
    };

    /// <summary>A port nobody listens on.</summary>
    public static int ClosedPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(serve, socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped, perhaps between two connections: then nobody listens any more.
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Func<Socket, CancellationToken, Task> serve, Socket socket)
    {
        using (socket)
        {
            try
            {
                await serve(socket, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
