using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AcceptanceTests.Harness;

/// <summary>A way to a cluster that can be shut and opened again, at the same address.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly Uri _target;
    private readonly ConcurrentDictionary<Socket, bool> _connections = [];
    private readonly TaskCompletionSource _reached = new();
    private Socket _listener;
    private bool _holds;

    public Gateway(Uri target)
    {
        _target = target;
        _listener = Listen(0);
        Address = new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        _ = AcceptAsync(_listener);
    }

    public Uri Address { get; }

    /// <summary>Completes with the first connection.</summary>
    public Task Reached => _reached.Task;

    /// <summary>New connections are taken, and nothing is ever answered.</summary>
    public void Hold() => _holds = true;

    /// <summary>Open connections are reset, new ones refused.</summary>
    public void Shut()
    {
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            connection.Close(timeout: 0);
        }
    }

    public void Open()
    {
        _listener = Listen(Address.Port);
        _ = AcceptAsync(_listener);
    }

    public void Dispose() => Shut();

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        return listener;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await listener.AcceptAsync());
            }
        }
        catch (Exception shut) when (shut is SocketException or ObjectDisposedException)
        {
            // Shut.
        }
    }

    private async Task ForwardAsync(Socket inside)
    {
        using var outside = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _connections[inside] = true;
        _reached.TrySetResult();
        if (_holds)
        {
            return;
        }

        try
        {
            await outside.ConnectAsync(IPAddress.Loopback, _target.Port);
            await using var left = new NetworkStream(inside);
            await using var right = new NetworkStream(outside);
            await Task.WhenAny(left.CopyToAsync(right), right.CopyToAsync(left));
        }
        catch (Exception ended) when (ended is SocketException or IOException or ObjectDisposedException)
        {
            // Either end hung up: so does the other.
        }
        finally
        {
            _connections.TryRemove(inside, out _);
            inside.Dispose();
        }
    }
}
