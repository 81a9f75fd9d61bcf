using System.Net.Sockets;
using VeleroSandbox.Faults;

namespace Reliability.Tests.Driver;

/// <summary>
/// Throws where a request meets one of these faults: on this side, so that the sandbox can only say that it is to.
/// </summary>
internal sealed class ThrowingTransport(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Header = "Thrown-Here";

    private static readonly Func<Exception>[] s_exceptions =
    [
        () => new FormatException("thrown by the test"),
        () => new InvalidDataException("thrown by the test"),
        () => new InvalidOperationException("thrown by the test"),
        () => new OverflowException("thrown by the test"),
        () => new NotSupportedException("thrown by the test"),
        () => new ArgumentException("thrown by the test"),
        () => new NullReferenceException("thrown by the test"),
        () => new KeyNotFoundException("thrown by the test"),
    ];

    private static int s_next;

    /// <summary>One exception after the other, of those that are not the network's.</summary>
    public static Fault Fault => Saying("next");

    public static Fault OutOfFiles => Saying("files");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.Headers.TryGetValues(Header, out var thrown))
        {
            return response;
        }

        response.Dispose();
        throw thrown.Single() == "files"
            ? new HttpRequestException("thrown by the test", new SocketException((int)SocketError.TooManyOpenSockets))
            : s_exceptions[(uint)Interlocked.Increment(ref s_next) % s_exceptions.Length]();
    }

    private static Fault Saying(string what) => VeleroSandbox.Faults.Fault.Status(418) with { Headers = [new(Header, what)] };
}
