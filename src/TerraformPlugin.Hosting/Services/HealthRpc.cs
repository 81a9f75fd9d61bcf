using Grpc.Core;
using TerraformPlugin.Hosting.Protocol.Health;
using static TerraformPlugin.Hosting.Protocol.Health.HealthCheckResponse.Types;

namespace TerraformPlugin.Hosting.Services;

internal static class HealthRpc
{
    internal static Task<HealthCheckResponse> CheckAsync(
        PluginService service, HealthCheckRequest request, ServerCallContext context) =>
        StatusOf(request.Service) is ServingStatus.Serving
            ? Task.FromResult(new HealthCheckResponse { Status = ServingStatus.Serving })
            : throw new RpcException(new(StatusCode.NotFound, $"there is no service {request.Service}"));

    /// <summary>The state never changes: one answer, then silence until the client leaves.</summary>
    internal static async Task WatchAsync(
        PluginService service,
        HealthCheckRequest request,
        IServerStreamWriter<HealthCheckResponse> stream,
        ServerCallContext context)
    {
        await stream.WriteAsync(new() { Status = StatusOf(request.Service) }, context.CancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>go-plugin calls everything a plugin serves "plugin"; the empty name is the whole server.</summary>
    private static ServingStatus StatusOf(string service) => service is "" or "plugin" or "tfplugin6.Provider"
        ? ServingStatus.Serving
        : ServingStatus.ServiceUnknown;
}
