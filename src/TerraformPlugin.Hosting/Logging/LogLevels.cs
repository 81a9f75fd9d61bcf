using Microsoft.Extensions.Logging;

namespace TerraformPlugin.Hosting.Logging;

internal static class LogLevels
{
    /// <summary>
    /// What Terraform will keep of a provider's log, read as Terraform reads it: <c>TF_LOG_PROVIDER</c> before
    /// <c>TF_LOG</c>, nothing when neither is set, everything for <c>JSON</c> and for words it does not know.
    /// </summary>
    internal static LogLevel FromEnvironment(Func<string, string?> variable)
    {
        var provider = variable("TF_LOG_PROVIDER");
        var level = string.IsNullOrEmpty(provider) ? variable("TF_LOG") : provider;
        return level?.Trim().ToUpperInvariant() switch
        {
            null or "" or "OFF" => LogLevel.None,
            "ERROR" => LogLevel.Error,
            "WARN" => LogLevel.Warning,
            "INFO" => LogLevel.Information,
            "DEBUG" => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
    }

    internal static string ToHclog(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}
