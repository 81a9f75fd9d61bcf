using System.Net.Security;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Endpoints;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Rpc;

namespace TerraformPlugin.Hosting.Services;

/// <summary>The gRPC server on its endpoint.</summary>
internal static class PluginServer
{
    /// <summary>The largest message either way, as in HashiCorp's own plugin servers.</summary>
    internal const int MaxMessageBytes = 256 * 1024 * 1024;

    /// <param name="endpoint">Where to listen.</param>
    /// <param name="tls">Still being made while the server starts; null: no encryption.</param>
    /// <param name="provider">Likewise.</param>
    /// <param name="lifetime">Told about clients and Shutdown.</param>
    /// <param name="loggers">Used instead of the host's own.</param>
    internal static WebApplication Build(
        PluginEndpoint endpoint,
        Task<(SslServerAuthenticationOptions Options, byte[] Certificate)>? tls,
        Task<ProviderServer> provider,
        PluginLifetime lifetime,
        ILoggerFactory loggers)
    {
        // The empty builder: no configuration files, no file watchers, no console logger printing on standard output.
        var builder = WebApplication.CreateEmptyBuilder(new()
        {
            ApplicationName = "terraform-provider",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        endpoint.Configure(builder.WebHost, connections =>
        {
            connections.Protocols = HttpProtocols.Http2;
            if (tls is not null)
            {
                connections.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = TimeSpan.FromSeconds(30),
                    OnConnection = async _ => (await tls).Options,
                });
            }
        });
        builder.Services
            .AddSingleton(loggers)
            .AddSingleton<IHostLifetime, UnattendedLifetime>()
            .AddSingleton(new PluginService(provider, lifetime))
            .AddSingleton(new RpcBoundary(lifetime, loggers.CreateLogger<RpcBoundary>(), TimeProvider.System,
                () => provider.IsCompletedSuccessfully ? provider.Result.IssuesUrl : null))
            .AddSingleton<IServiceMethodProvider<PluginService>, PluginMethods>()
            .AddRoutingCore()
            .AddGrpc(grpc =>
            {
                grpc.MaxReceiveMessageSize = MaxMessageBytes;
                grpc.MaxSendMessageSize = MaxMessageBytes;
            });
        builder.Services
            .AddClosedOptions<KestrelServerOptions>()
            .AddClosedOptions<SocketTransportOptions>()
            .AddClosedOptions<RouteOptions>()
            .AddClosedOptions<RouteHandlerOptions>()
            .AddClosedOptions<FormOptions>()
            .AddClosedOptions<HostOptions>()
            .AddClosedOptions<GrpcServiceOptions>()
            .AddClosedOptions<GrpcServiceOptions<PluginService>>()
            // Only starts the metrics, which nobody reads.
            .RemoveAll<IStartupValidator>();

        var server = builder.Build();
        server.MapGrpcService<PluginService>();
        return server;
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // gRPC limits messages; the two streams that a client keeps open carry nothing for as long as an apply takes.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // Not for ever: Kestrel adds that to its clock's ticks, which overflow, and closes what is idle within a second.
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromDays(30);
        // Go's servers have no limit, and `terraform apply -parallelism` may be any number.
        kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
    }

    /// <summary>Instead of the console's lifetime, which takes Ctrl-C for itself and prints.</summary>
    private sealed class UnattendedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
