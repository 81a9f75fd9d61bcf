using Microsoft.Extensions.Logging;

namespace TerraformPlugin.Hosting.Logging;

/// <summary>
/// Writes log entries where go-plugin's client reads them: standard error, one JSON line each, never interleaved.
/// </summary>
/// <param name="output">Standard error.</param>
/// <param name="module">The provider's name.</param>
/// <param name="minimumLevel">Entries below it are not written; <see cref="LogLevel.None"/>: none are.</param>
/// <param name="time">For the entries' time stamps.</param>
internal sealed class HclogLoggerProvider(Stream output, string module, LogLevel minimumLevel, TimeProvider time)
    : ILoggerProvider
{
    private readonly Lock _gate = new();

    internal LogLevel MinimumLevel => minimumLevel;

    public ILogger CreateLogger(string categoryName) => new HclogLogger(this, categoryName);

    /// <summary>Nothing to release: standard error stays open for a crash's last words.</summary>
    public void Dispose() { }

    internal void Write(
        LogLevel level,
        string category,
        string message,
        IEnumerable<KeyValuePair<string, object?>> fields,
        Exception? exception)
    {
        var line = HclogLine.Format(time.GetUtcNow(), level, module, category, message, fields, exception);
        lock (_gate)
        {
            output.Write(line);
            output.Flush();
        }
    }
}
