using Microsoft.Extensions.Logging;
using TerraformProviderWorkspaceBackup.Reporting;
using WorkspaceBackup.Velero.Operations;
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

    [Theory]
    [InlineData(null, null, LogLevel.Information, "Cluster eu: Backup velero/b, phase Queued, 3 of 10 items")]
    [InlineData(2L, null, LogLevel.Information, "Cluster eu: Backup velero/b, phase Queued, position 2 in the queue")]
    [InlineData(
        2L, "It waits behind another.", LogLevel.Warning,
        "Cluster eu: Backup velero/b has not moved for two minutes, phase Queued. It waits behind another.")]
    public void How_an_operation_stands_is_a_line_and_why_it_does_not_move_a_warning(
        long? position, string? note, LogLevel level, string line)
    {
        var logger = new Lines();

        new LoggedProgress(logger).Report(
            new OperationState("eu", "Backup velero/b", "Queued", false, 3, 10)
            {
                QueuePosition = position,
                Note = note,
                LogCommand = "velero backup logs b",
            });

        Assert.Equal((level, line), Assert.Single(logger.Written));
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
