using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VeleroSandbox.Network;

/// <summary>The server's transport: each cluster's port goes through its gate, any other is bound as usual.</summary>
internal sealed class GatedTransport(IEnumerable<ConnectionGate> gates, ILoggerFactory loggers)
    : IConnectionListenerFactory
{
    private readonly Dictionary<int, ConnectionGate> _gates = gates.ToDictionary(gate => gate.EndPoint.Port);

    private readonly SocketTransportFactory _sockets = new(
        Options.Create(new SocketTransportOptions { CreateBoundListenSocket = PortReservation.Bind }), loggers);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is IPEndPoint { Port: var port } && _gates.TryGetValue(port, out var gate))
        {
            gate.Attach(_sockets);
            return ValueTask.FromResult<IConnectionListener>(gate);
        }

        return _sockets.BindAsync(endpoint, cancellationToken);
    }
}
