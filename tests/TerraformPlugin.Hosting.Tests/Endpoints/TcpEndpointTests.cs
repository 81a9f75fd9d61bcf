using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TerraformPlugin.Hosting.Endpoints;

namespace TerraformPlugin.Hosting.Tests.Endpoints;

public sealed class TcpEndpointTests
{
    [Fact]
    public void Without_a_range_the_system_chooses_a_loopback_port()
    {
        var address = IPEndPoint.Parse(new TcpEndpoint(null, null).Address);

        Assert.Equal(IPAddress.Loopback, address.Address);
        Assert.NotEqual(0, address.Port);
    }

    [Fact]
    public void A_taken_port_is_passed_over()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var first = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var last = Math.Min(first + 50, 65535);

        var port = IPEndPoint.Parse(new TcpEndpoint(Text(first), Text(last)).Address).Port;

        Assert.InRange(port, first + 1, last);
    }

    [Fact]
    public void A_range_without_a_free_port_is_an_error()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = Text(((IPEndPoint)taken.LocalEndPoint!).Port);

        var refusal = Assert.Throws<StartUpException>(() => new TcpEndpoint(port, port));

        Assert.Contains(port, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many", "25000", "PLUGIN_MIN_PORT")]
    [InlineData("10000", "65536", "PLUGIN_MAX_PORT")]
    [InlineData("2", "1", "greater than")]
    public void What_is_no_range_is_named(string min, string max, string named)
    {
        var refusal = Assert.Throws<StartUpException>(() => new TcpEndpoint(min, max));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
