using TerraformPlugin.Hosting.Handshake;

namespace TerraformPlugin.Hosting.Tests.Handshake;

public sealed class HandshakeLineTests
{
    [Theory]
    [InlineData("without TLS the certificate is empty", "unix", "/tmp/s", new byte[0], false, "1|6|unix|/tmp/s|grpc|")]
    [InlineData("base64 has no padding", "unix", "/tmp/s", new byte[] { 1 }, false, "1|6|unix|/tmp/s|grpc|AQ")]
    [InlineData("base64 uses + and /", "unix", "/tmp/s", new byte[] { 251, 255 }, false, "1|6|unix|/tmp/s|grpc|+/8")]
    [InlineData("a port of loopback", "tcp", "127.0.0.1:1", new byte[0], false, "1|6|tcp|127.0.0.1:1|grpc|")]
    [InlineData("asked for multiplexing", "unix", "/tmp/s", new byte[0], true, "1|6|unix|/tmp/s|grpc||false")]
    public void The_line_is_what_go_plugin_reads(
        string name, string network, string address, byte[] certificate, bool multiplexing, string line) =>
        Assert.True(line == HandshakeLine.Format(network, address, certificate, multiplexing), name);
}
