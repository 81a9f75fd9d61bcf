using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using WorkspaceBackup.Velero.Faults;

namespace WorkspaceBackup.Velero.Kubernetes.Transport;

/// <summary>
/// What an exception of the HTTP stack says about the cluster. The line that matters runs between "does not answer" and
/// "is configured wrongly": a connection that breaks off is the first even in the middle of a TLS handshake, because
/// that is what a load balancer without a living API server behind it does.
/// </summary>
internal static class ConnectionFaults
{
    // RFC 9113, section 7.
    private const long ProtocolError = 0x1;
    private const long FlowControlError = 0x3;
    private const long FrameSizeError = 0x6;
    private const long CompressionError = 0x9;

    public static Fault From(string cluster, Endpoint endpoint, Exception exception)
    {
        (FaultKind kind, string detail) = Classify(exception, endpoint);
        return new Fault(
            kind, cluster, $"{endpoint.Server.GetLeftPart(UriPartial.Authority)}: {PlainText.Of(detail, 500)}");
    }

    private static (FaultKind Kind, string Detail) Classify(Exception exception, Endpoint endpoint)
    {
        HttpRequestError error = (exception as HttpRequestException)?.HttpRequestError
            ?? (exception as HttpIOException)?.HttpRequestError
            ?? HttpRequestError.Unknown;
        if (Inner<ProxyClosedException>(exception) is { } closed)
        {
            return (FaultKind.ConnectionReset, $"the proxy {Authority(endpoint)} {closed.Message}");
        }

        if (Inner<ProxyTlsException>(exception) is { } proxy)
        {
            return (FaultKind.ProxyFailed, $"the proxy {Authority(endpoint)}: {proxy.Message}");
        }

        if (Inner<ServerCertificateException>(exception) is { } certificate)
        {
            return (certificate.Kind, certificate.Message);
        }

        if (MachineLimit.Of(exception) is { } limit)
        {
            return (FaultKind.MachineLimit, limit);
        }

        if (Inner<TimeoutException>(exception) is not null || exception is OperationCanceledException)
        {
            return (FaultKind.TimedOut, "no answer in time");
        }

        string detail = Deepest(exception).Message;
        if (error == HttpRequestError.ProxyTunnelError)
        {
            // A proxy that reaches nobody behind it says so by these; any other refusal is the proxy's own.
            return (exception as HttpRequestException)?.StatusCode is
                HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                    ? (FaultKind.HostUnreachable, "behind the proxy: " + detail)
                    : (FaultKind.ProxyFailed, $"the proxy {Authority(endpoint)}: {detail}");
        }

        SocketError? socket = Inner<SocketException>(exception)?.SocketErrorCode;
        if (endpoint.Proxy is not null
            && (error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError))
        {
            return (FaultKind.ProxyFailed, $"the proxy {Authority(endpoint)}: {detail}");
        }

        return socket switch
        {
            SocketError.ConnectionRefused => (FaultKind.ConnectionRefused, detail),
            SocketError.TimedOut => (FaultKind.TimedOut, detail),
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown
                or SocketError.OperationAborted or SocketError.NotConnected => (FaultKind.ConnectionReset, detail),
            SocketError.HostNotFound or SocketError.NoData => (FaultKind.HostUnknown, detail),
            SocketError.TryAgain or SocketError.NoRecovery => MachineLimit.OfNameLookup() is { } lookUp
                ? (FaultKind.MachineLimit, lookUp)
                : (FaultKind.NameLookupFailed, detail),
            not null => (FaultKind.HostUnreachable, detail),
            null => WithoutSocket(exception, error, detail),
        };
    }

    private static (FaultKind Kind, string Detail) WithoutSocket(
        Exception exception, HttpRequestError error, string detail)
    {
        FaultKind kind = Deepest(exception) switch
        {
            // An alert, in the handshake or, with TLS 1.3 and a client certificate, with the first answer.
            CryptographicException or AuthenticationException => FaultKind.TlsFailed,
            // Not one byte, or not the last one: the other side closed, it did not refuse. Around it HTTP/2 says that the
            // answer is invalid when the connection was new.
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => FaultKind.ConnectionReset,
            // What breaks the protocol, in whichever version of it; the other codes are a server that gives up.
            HttpProtocolException { ErrorCode: ProtocolError or FlowControlError or FrameSizeError or CompressionError } =>
                FaultKind.UnexpectedAnswer,
            IOException and not HttpIOException => FaultKind.ConnectionReset,
            // Nothing of the network: the answer is such that .NET, or the code here, cannot make sense of it.
            not (HttpRequestException or HttpIOException) => FaultKind.UnexpectedAnswer,
            _ => error switch
            {
                HttpRequestError.SecureConnectionError => FaultKind.TlsFailed,
                HttpRequestError.NameResolutionError => FaultKind.NameLookupFailed,
                HttpRequestError.ConnectionError => FaultKind.HostUnreachable,
                HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                    or HttpRequestError.VersionNegotiationError => FaultKind.UnexpectedAnswer,
                _ => FaultKind.ConnectionReset,
            },
        };
        return (kind, detail);
    }

    private static string Authority(Endpoint endpoint) => endpoint.Proxy!.GetLeftPart(UriPartial.Authority);

    private static T? Inner<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Deepest(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
