using Grpc.Core;
using TerraformPlugin.Hosting.Protocol.GoPlugin;
using WellKnown = Google.Protobuf.WellKnownTypes;

namespace TerraformPlugin.Hosting.Services;

internal static class StdioRpc
{
    /// <summary>
    /// Sends nothing (nothing is printed here, and logs go to standard error) and lasts as long as the client: how this
    /// call ends is the sign that the client has died.
    /// </summary>
    internal static async Task StreamAsync(
        PluginService service,
        WellKnown.Empty request,
        IServerStreamWriter<StdioData> stream,
        ServerCallContext context)
    {
        service.Lifetime.ClientCame();
        try
        {
            // Otherwise the client learns only from the first message that the stream is open, and none ever comes.
            await context.WriteResponseHeadersAsync([]);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            service.Lifetime.ClientWent();
        }
    }
}
