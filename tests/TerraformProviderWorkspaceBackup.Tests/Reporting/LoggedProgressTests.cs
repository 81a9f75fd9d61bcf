using Microsoft.Extensions.Logging;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Tests.Reporting;

public sealed class LoggedProgressTests
{
    [Theory]
    [InlineData(
        false, "", "Cluster eu: waiting for Velero to take over Schedule velero/daily-eu, 5 s so far, phase none")]
    [InlineData(
        true, "Enabled", "Cluster eu: waited 5 s for Velero to take over Schedule velero/daily-eu, phase Enabled")]
    public void A_line_names_the_cluster_the_object_and_how_long(bool isOver, string phase, string line)
    {
        var logger = new Lines();

        new LoggedProgress(logger).Report(
            new WaitProgress("eu", "Schedule velero/daily-eu", TimeSpan.FromSeconds(5), phase, isOver));

        Assert.Equal((LogLevel.Information, line), Assert.Single(logger.Written));
    }

    private sealed class Lines : ILogger
    {
        public List<(LogLevel Level, string Text)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Written.Add((logLevel, formatter(state, exception)));
    }
}
