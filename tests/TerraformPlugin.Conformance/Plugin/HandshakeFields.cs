using System.Net;
using System.Net.Sockets;

namespace TerraformPlugin.Conformance.Plugin;

/// <summary>A handshake line as go-plugin's client reads it.</summary>
public sealed record HandshakeFields(
    string Core, string Protocol, string Network, string Address, string Kind, byte[] Certificate, string? Multiplexing)
{
    /// <exception cref="FormatException">Not a line that go-plugin's client would take.</exception>
    public static HandshakeFields Parse(string line)
    {
        var fields = line.Split('|');
        if (fields.Length is < 6 or > 7 || fields[5].Contains('='))
        {
            throw new FormatException($"not a handshake: {line}");
        }

        var padded = fields[5] + new string('=', (4 - (fields[5].Length % 4)) % 4);
        return new(fields[0], fields[1], fields[2], fields[3], fields[4], Convert.FromBase64String(padded),
            fields.ElementAtOrDefault(6));
    }

    /// <summary>Connects to where the plugin listens.</summary>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        EndPoint endPoint = Network == "unix" ? new UnixDomainSocketEndPoint(Address) : IPEndPoint.Parse(Address);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
