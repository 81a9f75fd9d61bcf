using Microsoft.Extensions.Logging;

namespace TerraformPlugin.Hosting.Logging;

internal sealed class HclogLogger(HclogLoggerProvider provider, string category) : ILogger
{
    /// <summary>hclog's lines have no scopes: what belongs to an entry is in its fields.</summary>
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= provider.MinimumLevel;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var fields = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            provider.Write(logLevel, category, formatter(state, exception), fields, exception);
        }
    }
}
