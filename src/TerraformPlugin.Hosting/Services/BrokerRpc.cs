using Grpc.Core;
using TerraformPlugin.Hosting.Protocol.GoPlugin;

namespace TerraformPlugin.Hosting.Services;

internal static class BrokerRpc
{
    /// <summary>Keeps the stream open until the client ends it.</summary>
    internal static async Task StreamAsync(
        PluginService service,
        IAsyncStreamReader<ConnInfo> requests,
        IServerStreamWriter<ConnInfo> responses,
        ServerCallContext context)
    {
        while (await requests.MoveNext(context.CancellationToken))
        {
            // Only a knock waits for an answer.
            if (requests.Current is { Knock: not null } asked)
            {
                var refusal = new ConnInfo.Types.Knock { Error = "this plugin offers no further connections" };
                await responses.WriteAsync(
                    new() { ServiceId = asked.ServiceId, Knock = refusal }, context.CancellationToken);
            }
        }
    }
}
