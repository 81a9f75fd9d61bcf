using System.Globalization;

namespace TerraformPlugin.Hosting.Handshake;

/// <summary>The one line a plugin prints on standard output: where it listens, and its certificate.</summary>
internal static class HandshakeLine
{
    // go-plugin's own protocol, not Terraform's.
    private const int CoreProtocol = 1;

    /// <param name="network"><c>unix</c> or <c>tcp</c>.</param>
    /// <param name="address">A socket path, or <c>127.0.0.1:port</c>.</param>
    /// <param name="certificate">The server certificate as DER; empty without TLS.</param>
    /// <param name="withMultiplexing">
    /// Adds the seventh field. Only for clients that ask: older ones take it for a part of the certificate.
    /// </param>
    internal static string Format(
        string network, string address, ReadOnlySpan<byte> certificate, bool withMultiplexing)
    {
        // Go reads this with its unpadded base64 alphabet and refuses the padding.
        var base64 = Convert.ToBase64String(certificate).TrimEnd('=');
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{CoreProtocol}|{ProtocolVersion.Major}|{network}|{address}|grpc|{base64}");

        // Sharing one connection between several brokered ones is for plugins that have some; providers have none.
        return withMultiplexing ? line + "|false" : line;
    }
}
