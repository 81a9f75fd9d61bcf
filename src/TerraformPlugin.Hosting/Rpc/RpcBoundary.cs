using Grpc.Core;
using Microsoft.Extensions.Logging;
using TerraformPlugin.Framework.Internal.Server;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Logging;
using TerraformPlugin.Hosting.Mapping;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>The one place where calls enter the provider and exceptions stop.</summary>
/// <param name="lifetime">Told of every call.</param>
/// <param name="logger">Told how each ended.</param>
/// <param name="time">For how long each took.</param>
/// <param name="issuesUrl">Where users report bugs; gives null while there is no provider yet.</param>
internal sealed class RpcBoundary(
    PluginLifetime lifetime, ILogger<RpcBoundary> logger, TimeProvider time, Func<string?> issuesUrl)
{
    /// <param name="rpc">The call's name.</param>
    /// <param name="typeName">The resource type it is for; empty for none.</param>
    /// <param name="call">Decodes, asks the framework, encodes.</param>
    /// <param name="failed">Puts a finding into the call's own kind of answer.</param>
    /// <param name="cancellationToken">The caller has gone, or gave up.</param>
    internal async Task<T> RunAsync<T>(
        string rpc,
        string typeName,
        Func<Task<T>> call,
        Func<Protocol.Diagnostic, Task<T>> failed,
        CancellationToken cancellationToken)
    {
        lifetime.Called();
        var start = time.GetTimestamp();
        try
        {
            var answer = await call();
            logger.Called(rpc, typeName, Milliseconds(start));
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.Cancelled(rpc, typeName, Milliseconds(start));
            throw new RpcException(new(StatusCode.Cancelled, $"{rpc} was cancelled"));
        }
        catch (Exception e)
        {
            logger.Failed(e, rpc, typeName, Milliseconds(start));
            return await failed(ProviderBug.Of(
                typeName.Length == 0 ? rpc : $"{rpc} of {typeName}", e, issuesUrl()).ToWire());
        }
    }

    private long Milliseconds(long start) => (long)time.GetElapsedTime(start).TotalMilliseconds;
}
