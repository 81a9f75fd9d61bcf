using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using TerraformPlugin.Framework;

namespace TerraformPlugin.Hosting.TestPlugin;

/// <summary>Does what its text says: what providers are not supposed to do, and what only a process can show.</summary>
internal sealed partial class ProbeBehaviour(ILoggerFactory loggers) : DataSource<Probe>
{
    private readonly ILogger _logger = loggers.CreateLogger("Probe");

    public override Schema Schema => Probe.Schema;

    public override async Task<Probe?> ReadAsync(
        DataSourceContext<Probe> context, CancellationToken cancellationToken)
    {
        var text = context.Config.Get(Probe.Text).Known;
        switch (text)
        {
            case "log":
                LogAtTrace(_logger, 7);
                LogAtDebug(_logger, true);
                LogAtInformation(_logger, "ä\n\"");
                LogAtWarning(_logger, null);
                LogAtError(_logger, new InvalidOperationException("the cause"));
                break;
            case "long log":
                LogAtInformation(_logger, new string('x', 200_000));
                break;
            case "print":
                Console.WriteLine("printed by the provider");
                break;
            case "throw":
                throw new InvalidOperationException("thrown by the provider");
            case "crash":
                new Thread(static () => throw new InvalidOperationException("thrown on a thread")).Start();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            case "wait":
                LogAtInformation(_logger, "waiting");
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            case "default roots":
                using (var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly))
                {
                    return Probe.Empty.With(Probe.Text, $"{roots.Certificates.Count}");
                }

            case "child environment":
                return Probe.Empty.With(Probe.Text, await ChildEnvironmentAsync(cancellationToken));
        }

        return Probe.Empty.With(Probe.Text, text);
    }

    private static async Task<string> ChildEnvironmentAsync(CancellationToken cancellationToken)
    {
        using var child = Process.Start(new ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        return await child.StandardOutput.ReadToEndAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Trace, "At trace {Number}")]
    private static partial void LogAtTrace(ILogger logger, int number);

    [LoggerMessage(LogLevel.Debug, "At debug {Flag}")]
    private static partial void LogAtDebug(ILogger logger, bool flag);

    [LoggerMessage(LogLevel.Information, "At info {Text}")]
    private static partial void LogAtInformation(ILogger logger, string text);

    [LoggerMessage(LogLevel.Warning, "At warn {Nothing}")]
    private static partial void LogAtWarning(ILogger logger, string? nothing);

    [LoggerMessage(LogLevel.Error, "At error")]
    private static partial void LogAtError(ILogger logger, Exception cause);
}
