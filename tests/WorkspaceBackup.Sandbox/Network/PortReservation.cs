using System.Net;
using System.Net.Sockets;

namespace VeleroSandbox.Network;

/// <summary>
/// A free loopback port that stays ours while nobody listens on it: a bound socket that does not listen refuses
/// connections and lets our own listener come and go.
/// </summary>
internal sealed class PortReservation : IDisposable
{
    private readonly Socket _holder;

    public PortReservation()
    {
        _holder = Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)_holder.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public int Port => EndPoint.Port;

    public static Socket Bind(EndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(endPoint);
        return socket;
    }

    public void Dispose() => _holder.Dispose();
}
