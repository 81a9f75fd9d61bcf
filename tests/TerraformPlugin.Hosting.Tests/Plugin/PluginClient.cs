using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using TerraformPlugin.Conformance.Plugin;
using TerraformPlugin.Hosting.Protocol.GoPlugin;
using TerraformPlugin.Hosting.Services;
using WellKnown = Google.Protobuf.WellKnownTypes;

namespace TerraformPlugin.Hosting.Tests.Plugin;

/// <summary>A client that does what Terraform's does: pins the certificate and opens the stdio stream.</summary>
internal sealed class PluginClient : IDisposable
{
    private readonly HttpMessageHandler _handler;
    private readonly GrpcChannel _channel;

    /// <param name="address">From the handshake, or made up by the test.</param>
    /// <param name="withTls">Whether to speak TLS at all.</param>
    /// <param name="certificate">What to show; null: nothing.</param>
    internal PluginClient(HandshakeFields address, bool withTls, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => address.ConnectAsync(cancellationToken),
            SslOptions = new()
            {
                ClientCertificateContext = certificate is null
                    ? null
                    : SslStreamCertificateContext.Create(certificate, null, offline: true),
                RemoteCertificateValidationCallback = (_, server, _, _) =>
                    server!.GetRawCertData().AsSpan().SequenceEqual(address.Certificate),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            },
        };
        _handler = handler;
        _channel = GrpcChannel.ForAddress(withTls ? "https://localhost" : "http://localhost", new()
        {
            HttpHandler = handler,
            MaxReceiveMessageSize = null,
            MaxSendMessageSize = null,
        });
    }

    private static CallOptions Limited => new(deadline: DateTime.UtcNow + PluginProcess.Limit);

    internal async Task<TResponse> CallAsync<TRequest, TResponse>(string rpc, TRequest request)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        await CallAsync<TRequest, TResponse>(ProviderMethodTable.Service, rpc, request);

    internal async Task<TResponse> CallAsync<TRequest, TResponse>(string service, string rpc, TRequest request)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => await _channel.CreateCallInvoker()
            .AsyncUnaryCall(Wire.Unary<TRequest, TResponse>(service, rpc), null, Limited, request);

    internal async Task<List<TEvent>> StreamAsync<TRequest, TEvent>(string rpc, TRequest request)
        where TRequest : class, IMessage<TRequest>, new()
        where TEvent : class, IMessage<TEvent>, new()
    {
        var method = Wire.ServerStreaming<TRequest, TEvent>(ProviderMethodTable.Service, rpc);
        using var call = _channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, Limited, request);
        var events = new List<TEvent>();
        await foreach (var next in call.ResponseStream.ReadAllAsync())
        {
            events.Add(next);
        }

        return events;
    }

    internal AsyncClientStreamingCall<TRequest, TResponse> Upload<TRequest, TResponse>(string rpc)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => _channel.CreateCallInvoker()
            .AsyncClientStreamingCall(
                Wire.ClientStreaming<TRequest, TResponse>(ProviderMethodTable.Service, rpc), null, Limited);

    internal async Task<Protocol.GetProviderSchema.Types.Response> GetProviderSchemaAsync() =>
        await CallAsync<Protocol.GetProviderSchema.Types.Request, Protocol.GetProviderSchema.Types.Response>(
            "GetProviderSchema", new());

    /// <summary>Opens the stream that tells the plugin that this client lives, and waits until it is open.</summary>
    internal async Task<AsyncServerStreamingCall<StdioData>> OpenStdioAsync()
    {
        var method = Wire.ServerStreaming<WellKnown.Empty, StdioData>("plugin.GRPCStdio", "StreamStdio");
        var call = _channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, new(), new());
        await call.ResponseHeadersAsync.WaitAsync(PluginProcess.Limit);
        return call;
    }

    internal AsyncDuplexStreamingCall<ConnInfo, ConnInfo> OpenBroker()
    {
        var method = Wire.DuplexStreaming<ConnInfo, ConnInfo>("plugin.GRPCBroker", "StartStream");
        return _channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, Limited);
    }

    /// <summary>Asks for the end; the plugin may be gone before it has answered.</summary>
    internal async Task ShutdownAsync()
    {
        try
        {
            await CallAsync<Empty, Empty>("plugin.GRPCController", "Shutdown", new());
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
        {
            // The connection broke: what Terraform sees as well, and ignores.
        }
    }

    /// <summary>Sends the first bytes of a gRPC message as they are and returns the status of the answer.</summary>
    internal async Task<StatusCode> SendRawAsync(string path, byte[] start)
    {
        using var http = new HttpMessageInvoker(_handler, disposeHandler: false);
        using var limit = new CancellationTokenSource(PluginProcess.Limit);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri("https://localhost"), path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(start),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        using var response = await http.SendAsync(request, limit.Token);
        await response.Content.ReadAsByteArrayAsync(limit.Token);
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var values)
            ? values
            : response.Headers.GetValues("grpc-status");
        return (StatusCode)int.Parse(status.Single());
    }

    public void Dispose()
    {
        _channel.Dispose();
        _handler.Dispose();
    }
}
