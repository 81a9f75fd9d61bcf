using Microsoft.Extensions.Logging;
using WorkspaceBackup.Velero.Schedules;

namespace TerraformProviderWorkspaceBackup.Reporting;

/// <summary>Writes how waiting goes into Terraform's log (<c>TF_LOG=INFO</c>).</summary>
internal sealed partial class LoggedProgress(ILogger logger) : IProgress<WaitProgress>
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

    [LoggerMessage(1, LogLevel.Information, "Cluster {Cluster}: waiting for Velero to take over {Object}, {Seconds} s so far, phase {Phase}")]
    private partial void LogWaiting(string cluster, string @object, double seconds, string phase);

    [LoggerMessage(2, LogLevel.Information, "Cluster {Cluster}: waited {Seconds} s for Velero to take over {Object}, phase {Phase}")]
    private partial void LogOver(string cluster, string @object, double seconds, string phase);
}
