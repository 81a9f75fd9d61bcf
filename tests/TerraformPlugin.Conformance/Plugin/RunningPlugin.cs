using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using TerraformPlugin.Hosting.Protocol;

namespace TerraformPlugin.Conformance.Plugin;

/// <summary>A plugin that runs, and Terraform's connection to it.</summary>
public sealed class RunningPlugin : IAsyncDisposable
{
    private readonly PluginProcess _process;
    private readonly GrpcChannel _channel;

    private RunningPlugin(PluginProcess process, GrpcChannel channel)
    {
        _process = process;
        _channel = channel;
        Client = new(channel.CreateCallInvoker());
    }

    /// <summary>Everything that the plugin has logged.</summary>
    public string Log => _process.Errors;

    internal Provider.ProviderClient Client { get; private init; }

    /// <summary>Starts a plugin as Terraform does, but without TLS.</summary>
    /// <param name="executable">By its name: one that lies beside the tests.</param>
    public static async Task<RunningPlugin> StartAsync(string executable)
    {
        var process = PluginProcess.Start(executable, PluginProcess.Environment());
        var handshake = await process.HandshakeAsync();
        var channel = GrpcChannel.ForAddress("http://localhost", new()
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = (_, cancellationToken) => handshake.ConnectAsync(cancellationToken),
            },
            DisposeHttpClient = true,
            // As Terraform's own client.
            MaxReceiveMessageSize = 256 << 20,
            MaxSendMessageSize = 256 << 20,
        });
        return new(process, channel);
    }

    /// <summary>The same plugin seen through something that changes its answers.</summary>
    internal Provider.ProviderClient Through(Interceptor interceptor) =>
        new(_channel.CreateCallInvoker().Intercept(interceptor));

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _process.DisposeAsync();
    }
}
