using WorkspaceBackup.Velero.Operations;
using WorkspaceBackup.Velero.Reconciling;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>Writes how waiting goes into Terraform's log (<c>TF_LOG=INFO</c>).</summary>
internal sealed partial class LoggedProgress(ILogger logger) : IProgress<WaitProgress>, IProgress<OperationState>
{
    public void Report(WaitProgress value)
    {
        var phase = value.Phase.Length == 0 ? "none" : value.Phase;
        if (value.IsOver)
        {
            LogOver(value.Cluster, value.Object, value.Waited.TotalSeconds, phase);
        }
        else
        {
            LogWaiting(value.Cluster, value.Object, value.Waited.TotalSeconds, phase);
        }
    }

    public void Report(OperationState value)
    {
        if (value.Note is { } note)
        {
            LogStandstill(value.Cluster, value.Object, value.Phase, note);
        }
        else if (value.QueuePosition is { } position)
        {
            LogQueued(value.Cluster, value.Object, value.Phase, position);
        }
        else
        {
            LogRun(value.Cluster, value.Object, value.Phase, value.Done ?? 0, value.Total ?? 0);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Cluster {Cluster}: waiting for Velero to take over {Object}, {Seconds} s so far, phase {Phase}")]
    private partial void LogWaiting(string cluster, string @object, double seconds, string phase);

    [LoggerMessage(2, LogLevel.Information, "Cluster {Cluster}: waited {Seconds} s for Velero to take over {Object}, phase {Phase}")]
    private partial void LogOver(string cluster, string @object, double seconds, string phase);

    [LoggerMessage(3, LogLevel.Information, "Cluster {Cluster}: {Object}, phase {Phase}, {Done} of {Total} items")]
    private partial void LogRun(string cluster, string @object, string phase, long done, long total);

    [LoggerMessage(4, LogLevel.Information, "Cluster {Cluster}: {Object}, phase {Phase}, position {Position} in the queue")]
    private partial void LogQueued(string cluster, string @object, string phase, long position);

    [LoggerMessage(5, LogLevel.Warning, "Cluster {Cluster}: {Object} has not moved for two minutes, phase {Phase}. {Note}")]
    private partial void LogStandstill(string cluster, string @object, string phase, string note);
}
