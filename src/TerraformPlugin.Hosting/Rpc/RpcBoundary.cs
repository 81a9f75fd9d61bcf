using Grpc.Core;
using Microsoft.Extensions.Logging;
using TerraformPlugin.Hosting.Lifecycle;
using TerraformPlugin.Hosting.Logging;

namespace TerraformPlugin.Hosting.Rpc;

/// <summary>The one place where calls enter the provider and exceptions stop.</summary>
internal sealed class RpcBoundary(PluginLifetime lifetime, ILogger<RpcBoundary> logger, TimeProvider time)
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
            return await failed(Unexpected(rpc, typeName, e));
        }
    }

    private static Protocol.Diagnostic Unexpected(string rpc, string typeName, Exception e) => new()
    {
        Severity = Protocol.Diagnostic.Types.Severity.Error,
        Summary = "Unexpected Error in the Provider",
        Detail = $"{rpc}{(typeName.Length == 0 ? "" : $" of {typeName}")} failed in a way the provider does not "
            + "expect. This is a defect of the provider, not of the configuration. Please report it, with the log that "
            + $"TF_LOG=trace gives.\n\n{e.GetType().Name}: {e.Message}",
    };

    private long Milliseconds(long start) => (long)time.GetElapsedTime(start).TotalMilliseconds;
}
