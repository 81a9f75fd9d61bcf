using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TerraformPlugin.Hosting.Security;

/// <summary>go-plugin's AutoMTLS: each side accepts exactly the one certificate the other announced.</summary>
internal static class MutualTls
{
    /// <param name="clientCertificate">The PEM of the one client that may connect.</param>
    /// <param name="time">For the validity of the server's own certificate.</param>
    /// <exception cref="StartUpException">The client's certificate cannot be read.</exception>
    internal static (SslServerAuthenticationOptions Options, byte[] Certificate) Create(
        string clientCertificate, TimeProvider time)
    {
        var client = ReadClient(clientCertificate);
        var server = ServerCertificate.Create(time);
        return (new()
        {
            // Offline: nothing is fetched to complete the chain of a self-signed certificate.
            ServerCertificateContext = SslStreamCertificateContext.Create(server, null, offline: true),
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            // The chain says nothing here (self-signed on both sides); being the very same certificate says it all.
            RemoteCertificateValidationCallback = (_, presented, _, _) =>
                presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(client),
        }, server.RawData);
    }

    private static byte[] ReadClient(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.RawData;
        }
        catch (CryptographicException e)
        {
            throw new StartUpException("PLUGIN_CLIENT_CERT holds no certificate that can be read. Terraform and OpenTofu "
                + "set it for each provider they start; look for what else sets it.", e);
        }
    }
}
