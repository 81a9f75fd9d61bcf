using Microsoft.Extensions.Logging;

namespace TerraformPlugin.Hosting.Logging;

internal static class PluginLogging
{
    /// <summary>Loggers that write what Terraform will keep.</summary>
    /// <param name="standardError">Where go-plugin's client reads.</param>
    /// <param name="providerAddress">Its last part becomes the entries' module.</param>
    internal static ILoggerFactory Create(Stream standardError, string providerAddress)
    {
        var level = LogLevels.FromEnvironment(Environment.GetEnvironmentVariable);
        var module = providerAddress[(providerAddress.LastIndexOf('/') + 1)..];
        var filter = new LoggerFilterOptions { MinLevel = level };
        if (level < LogLevel.Warning)
        {
            // The web server's own steps say nothing about the provider, and there are many.
            filter.Rules.Add(new(null, "Microsoft", LogLevel.Warning, null));
            filter.Rules.Add(new(null, "Grpc", LogLevel.Warning, null));
        }

        return new LoggerFactory([new HclogLoggerProvider(standardError, module, level, TimeProvider.System)], filter);
    }
}
