using Grpc.AspNetCore.Server.Model;
using TerraformPlugin.Hosting.Protocol.GoPlugin;
using TerraformPlugin.Hosting.Protocol.Health;
using TerraformPlugin.Hosting.Rpc;
using WellKnown = Google.Protobuf.WellKnownTypes;

namespace TerraformPlugin.Hosting.Services;

/// <summary>
/// Every method of every service, by hand: what MapGrpcService does over a generated base class (reflection, and
/// generic virtual calls that Native AOT resolves one by one) takes longer than all the rest of start-up.
/// </summary>
internal sealed class PluginMethods(RpcBoundary boundary) : IServiceMethodProvider<PluginService>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<PluginService> context)
    {
        context.AddUnaryMethod(
            Wire.Unary<Empty, Empty>("plugin.GRPCController", "Shutdown"), [],
            ControllerRpc.ShutdownAsync);
        context.AddServerStreamingMethod(
            Wire.ServerStreaming<WellKnown.Empty, StdioData>("plugin.GRPCStdio", "StreamStdio"), [],
            StdioRpc.StreamAsync);
        context.AddDuplexStreamingMethod(
            Wire.DuplexStreaming<ConnInfo, ConnInfo>("plugin.GRPCBroker", "StartStream"), [],
            BrokerRpc.StreamAsync);
        context.AddUnaryMethod(
            Wire.Unary<HealthCheckRequest, HealthCheckResponse>("grpc.health.v1.Health", "Check"), [],
            HealthRpc.CheckAsync);
        context.AddServerStreamingMethod(
            Wire.ServerStreaming<HealthCheckRequest, HealthCheckResponse>("grpc.health.v1.Health", "Watch"), [],
            HealthRpc.WatchAsync);
        ProviderMethods.AddTo(new(context, boundary));
    }
}
