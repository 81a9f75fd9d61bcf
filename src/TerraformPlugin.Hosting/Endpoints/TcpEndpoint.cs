using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace TerraformPlugin.Hosting.Endpoints;

/// <summary>A loopback port, the first free one of the client's range.</summary>
internal sealed class TcpEndpoint : PluginEndpoint
{
    // Bound here and handed to Kestrel: choosing a number and binding it later would leave time for another to take it.
    private readonly Socket _socket;

    /// <param name="minPort">The range's first port; null: 0.</param>
    /// <param name="maxPort">The range's last port; null: the first. With both null the system chooses.</param>
    /// <exception cref="StartUpException">The range is none, or has no free port.</exception>
    internal TcpEndpoint(string? minPort, string? maxPort)
    {
        var first = Port("PLUGIN_MIN_PORT", minPort, 0);
        var last = Port("PLUGIN_MAX_PORT", maxPort, first);
        if (first > last)
        {
            throw new StartUpException($"PLUGIN_MIN_PORT ({first}) is greater than PLUGIN_MAX_PORT ({last}).");
        }

        _socket = Bind(first, last);
    }

    internal override string Network => "tcp";

    internal override string Address => LocalEndPoint.ToString();

    private IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    internal override void Configure(IWebHostBuilder host, Action<ListenOptions> connections) => host
        .ConfigureServices(services => services.Configure<SocketTransportOptions>(
            transport => transport.CreateBoundListenSocket = _ => _socket))
        .ConfigureKestrel(kestrel => kestrel.Listen(LocalEndPoint, connections));

    private static Socket Bind(int first, int last)
    {
        for (var port = first; port <= last; port++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                // Two may bind one port, as .NET sets SO_REUSEADDR; only one may listen. Kestrel listens once more.
                socket.Listen();
                return socket;
            }
            catch (SocketException e) when (
                e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                socket.Dispose();
            }
        }

        throw new StartUpException($"None of the ports {first} to {last} of 127.0.0.1 is free.");
    }

    private static int Port(string name, string? value, int absent)
    {
        if (value is null)
        {
            return absent;
        }

        return ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new StartUpException($"{name} is \"{value}\", which is not a port.");
    }
}
