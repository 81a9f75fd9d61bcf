using Microsoft.Extensions.Logging;

namespace TerraformPlugin.Hosting.Logging;

/// <summary>Everything this assembly logs. No entry carries a value of a configuration or a state.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Serving protocol {Protocol} on {Network} {Address}")]
    internal static partial void Serving(this ILogger logger, string protocol, string network, string address);

    [LoggerMessage(2, LogLevel.Trace, "Interrupt ignored: Terraform will say when to stop")]
    internal static partial void InterruptIgnored(this ILogger logger);

    [LoggerMessage(3, LogLevel.Debug, "Ending on signal {Signal}")]
    internal static partial void EndingOnSignal(this ILogger logger, string signal);

    [LoggerMessage(4, LogLevel.Debug, "Ending: the client asked for it")]
    internal static partial void EndingOnShutdown(this ILogger logger);

    [LoggerMessage(5, LogLevel.Warning, "Ending: no client came within {Seconds} s")]
    internal static partial void EndingUnused(this ILogger logger, double seconds);

    [LoggerMessage(6, LogLevel.Warning, "Ending: the client is gone without having said so")]
    internal static partial void EndingOrphaned(this ILogger logger);

    [LoggerMessage(7, LogLevel.Trace, "{Rpc} {TypeName} took {Milliseconds} ms")]
    internal static partial void Called(this ILogger logger, string rpc, string typeName, long milliseconds);

    [LoggerMessage(8, LogLevel.Error, "{Rpc} {TypeName} failed after {Milliseconds} ms")]
    internal static partial void Failed(
        this ILogger logger, Exception exception, string rpc, string typeName, long milliseconds);

    [LoggerMessage(9, LogLevel.Debug, "{Rpc} {TypeName} was cancelled after {Milliseconds} ms")]
    internal static partial void Cancelled(this ILogger logger, string rpc, string typeName, long milliseconds);

    /// <summary>The framework answered it with a diagnostic; here is where it came from.</summary>
    [LoggerMessage(10, LogLevel.Error, "{Rpc} failed with an exception that the provider does not expect")]
    internal static partial void Unexpected(this ILogger logger, string rpc, Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "{What}")]
    internal static partial void Notice(this ILogger logger, string what);
}
