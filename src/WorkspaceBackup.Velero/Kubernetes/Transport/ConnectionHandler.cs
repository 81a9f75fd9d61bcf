using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using WorkspaceBackup.Velero.Kubernetes.Credentials;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>Makes the HTTP handler of one cluster: its TLS, its proxy, and nothing of the process's defaults.</summary>
internal static class ConnectionHandler
{
    public static SocketsHttpHandler Create(
        Endpoint endpoint, ClientCertificate? certificate, TimeSpan requestTimeout, TimeProvider time)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ActivityHeadersPropagator = null,
            // A connection attempt outlives the request that began it.
            ConnectTimeout = requestTimeout,
            // A watch is silent for a minute at a time; this notices that its connection is gone.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            UseProxy = endpoint.Proxy is not null,
        };
        if (endpoint.Proxy is { } proxy)
        {
            // .NET would show a proxy's TLS the cluster's client certificate, so that connection is made here, TLS included.
            handler.Proxy = new WebProxy(proxy.Scheme == "https" ? new UriBuilder(proxy) { Scheme = "http" }.Uri : proxy)
            {
                Credentials = endpoint.ProxyCredential,
            };
            if (proxy.Scheme is "http" or "https")
            {
                handler.ConnectCallback = (context, stop) => ProxyConnection.OpenAsync(context.DnsEndPoint, endpoint, time, stop);
            }
        }

        if (endpoint.Impersonation?.Repeated is { Count: > 0 } repeated)
        {
            handler.PlaintextStreamFilter = (context, _) =>
                ValueTask.FromResult<Stream>(new RepeatedHeaderStream(context.PlaintextStream, repeated));
        }

        if (endpoint.Server.Scheme == "https")
        {
            handler.SslOptions = Tls(endpoint, certificate, time);
        }

        return handler;
    }

    private static SslClientAuthenticationOptions Tls(
        Endpoint endpoint, ClientCertificate? certificate, TimeProvider time)
    {
        var options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = certificate?.Context,
        };
        if (endpoint.Insecure)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
            return options;
        }

        var check = new ServerCertificateCheck(
            endpoint.CertificateAuthorities, endpoint.TlsServerName ?? endpoint.Server.IdnHost, time);
        options.CertificateChainPolicy = check.Policy();
        options.RemoteCertificateValidationCallback = (_, leaf, chain, errors) => check.Check(leaf, chain, errors);
        return options;
    }
}
