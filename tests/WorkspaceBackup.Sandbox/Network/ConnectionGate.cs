using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace VeleroSandbox.Network;

/// <summary>
/// One cluster's listener, which can be closed (connections are refused) and opened again on the same port.
/// </summary>
internal sealed class ConnectionGate : IConnectionListener
{
    private readonly PortReservation _port = new();
    private readonly HashSet<ConnectionContext> _connections = [];
    private readonly Lock _lock = new();
    private IConnectionListenerFactory? _transport;
    private IConnectionListener? _listener;
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _wantedOpen = true;
    private bool _unbound;

    EndPoint IConnectionListener.EndPoint => _port.EndPoint;

    public IPEndPoint EndPoint => _port.EndPoint;

    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _listener is not null;
            }
        }
    }

    /// <summary>Called once, when the server binds.</summary>
    public void Attach(IConnectionListenerFactory transport)
    {
        _transport = transport;
        if (_wantedOpen)
        {
            Open();
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _wantedOpen = true;
            if (_listener is null && _transport is not null && !_unbound)
            {
                // The socket transport binds before it returns.
                _listener = _transport.BindAsync(_port.EndPoint).AsTask().GetAwaiter().GetResult();
                _opened.TrySetResult();
            }
        }
    }

    /// <summary>Refuses connections from now on, and resets those that are open.</summary>
    public void Close()
    {
        IConnectionListener? closing;
        lock (_lock)
        {
            _wantedOpen = false;
            closing = _listener;
            _listener = null;
            if (_opened.Task.IsCompleted)
            {
                _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        closing?.UnbindAsync().AsTask().GetAwaiter().GetResult();
        Abort();
    }

    /// <summary>Resets all open connections.</summary>
    public void Abort()
    {
        ConnectionContext[] open;
        lock (_lock)
        {
            open = [.. _connections];
        }

        foreach (var connection in open)
        {
            Reset(connection.Features.Get<IConnectionSocketFeature>()?.Socket);
            connection.Abort();
        }
    }

    /// <summary>Closes a socket so that the other side sees a reset, not an end.</summary>
    public static void Reset(Socket? socket)
    {
        if (socket is null)
        {
            return;
        }

        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (SocketException)
        {
            // Gone already, which is what was wanted.
        }
        catch (ObjectDisposedException)
        {
            // Likewise.
        }
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            IConnectionListener? listener;
            Task opened;
            lock (_lock)
            {
                if (_unbound)
                {
                    return null;
                }

                listener = _listener;
                opened = _opened.Task;
            }

            if (listener is null)
            {
                await opened.WaitAsync(cancellationToken);
            }
            else if (await listener.AcceptAsync(cancellationToken) is { } connection)
            {
                Track(connection);
                return connection;
            }
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        IConnectionListener? closing;
        lock (_lock)
        {
            _unbound = true;
            closing = _listener;
            _listener = null;
            _opened.TrySetResult();
        }

        if (closing is not null)
        {
            await closing.UnbindAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        _port.Dispose();
    }

    private void Track(ConnectionContext connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
        }

        connection.ConnectionClosed.Register(() =>
        {
            lock (_lock)
            {
                _connections.Remove(connection);
            }
        });
    }
}
