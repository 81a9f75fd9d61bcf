using Grpc.Core;
using TerraformPlugin.Hosting.Protocol.GoPlugin;

namespace TerraformPlugin.Hosting.Services;

internal static class ControllerRpc
{
    internal static Task<Empty> ShutdownAsync(PluginService service, Empty request, ServerCallContext context)
    {
        service.Lifetime.Shutdown();
        return Task.FromResult(request);
    }
}
