using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// Connects to an HTTP proxy. One that speaks TLS itself is shown no client certificate, which is for the cluster behind it;
/// its own may be of the cluster's authority or of one of the system's.
/// </summary>
internal static class ProxyConnection
{
    /// <exception cref="ProxyTlsException">The proxy's TLS, or its certificate.</exception>
    public static async ValueTask<Stream> OpenAsync(
        DnsEndPoint proxy, Endpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(proxy, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            if (endpoint.Proxy!.Scheme != "https")
            {
                return new ProxyStream(plain);
            }

            var stream = new SslStream(plain);
            await stream.AuthenticateAsClientAsync(Options(proxy.Host, endpoint, time), cancellationToken);
            return new ProxyStream(stream);
        }
        catch (AuthenticationException refused)
        {
            socket.Dispose();
            throw new ProxyTlsException(refused.Message, refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Options(string host, Endpoint endpoint, TimeProvider time)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (endpoint.Insecure)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
            return options;
        }

        X509Certificate2Collection? authorities = endpoint.CertificateAuthorities;
        if (authorities is not null && OperatingSystem.IsLinux())
        {
            authorities = [.. authorities, .. SystemRoots.Certificates];
        }

        var check = new ServerCertificateCheck(authorities, host, time);
        options.CertificateChainPolicy = check.Policy();
        options.RemoteCertificateValidationCallback = (_, leaf, chain, errors) => check.Check(leaf, chain, errors);
        return options;
    }
}
